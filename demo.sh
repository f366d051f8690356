#!/usr/bin/env bash
# Runs the whole pipeline on real servers and proves the result: ./demo.sh --help, docs/demo.md.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
caller=$OLDPWD

command -v java >/dev/null || { echo "demo.sh needs Java 17 or newer on the PATH" >&2; exit 2; }

# Written last by the build; the build is stale when any source is newer.
class_path=testing/demo/target/demo.classpath
spark=
case " $* " in *" --spark "*) spark=testing/servers/spark ;; esac
stale() {
  [ ! -f "$class_path" ] || { [ -n "$spark" ] && [ ! -f target/stack/spark.classpath ]; } || [ -n "$(find . \( -name .git -o -name target -o -path '*/src/test' \) -prune -o -type f \
    \( -name pom.xml -o -path '*/src/*' -o -path './docker/*' \) -newer "$class_path" -print -quit)" ]
}
if stale; then
  command -v mvn >/dev/null || { echo "demo.sh needs Maven 3.8 or newer to build" >&2; exit 2; }
  echo "Building (quick: no tests, no gates); the first time this downloads the servers ..." >&2
  mvn -q -B -Dquick -DskipTests ${spark:+-Pspark} -pl "testing/demo${spark:+,$spark}" -am package
  touch "$class_path" # Maven leaves it alone when it is the same
fi

terminal=false
[ -t 2 ] && terminal=true

# exec: Ctrl-C and kill reach the program itself, which ends the servers.
exec java -Xmx1g -Dlockweir.home="$PWD" -Dlockweir.caller="$caller" -Dlockweir.stack.home="$PWD/target/stack" \
  -Dlockweir.demo.terminal="$terminal" -cp "testing/demo/target/classes:$(cat "$class_path")" io.lockweir.demo.Demo "$@"
