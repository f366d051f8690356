#!/usr/bin/env bash
# Benchmarks. Without arguments it lists them; builds first when a source is newer than the last build.
# Needs JDK 17 and Maven.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

module=testing/benchmarks
stamp=$module/target/built-by-bench
build=(-pl $module)
if [[ ${1:-} == cassandra ]]; then
    # What it compares with is fetched for this benchmark alone.
    build=(-Ppeers -pl "$module,testing/servers/debezium-cassandra")
    [[ -f target/stack/debezium-cassandra.classpath ]] || rm -f $stamp
fi
if [[ ! -f $stamp || -n $(find pom.xml encryption-smt connect-plugins decrypting-sink cassandra-cdc testing docker \
    -path '*/target' -prune -o -type f -newer "$stamp" -print -quit 2>/dev/null) ]]; then
    echo "Building (quick, without tests) ..." >&2
    mvn -q -B -Dquick -DskipTests "${build[@]}" -am package >&2
    touch "$stamp"
fi

commit=unknown
if git rev-parse --short HEAD >/dev/null 2>&1; then
    commit=$(git rev-parse --short HEAD)
    # The generated table itself does not make a measured tree another one.
    [[ -z $(git status --porcelain -- . ':!docs/benchmarks.md') ]] || commit=$commit-dirty
fi

options=()
[[ $# -eq 0 || $1 == -* ]] || options=(--commit "$commit")
exec java -Xmx1g -Dlockweir.home="$PWD" -Dlockweir.stack.home="$PWD/target/stack" \
    -cp "$module/target/classes:$(<$module/target/benchmarks.classpath)" io.lockweir.benchmarks.Bench "$@" "${options[@]}"
