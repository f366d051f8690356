#!/bin/sh
# Runs in the tables container: makes the namespace and the tables, unless they exist.
set -eu
api="${CATALOG:-http://catalog:8181}/v1"
folder=$(dirname "$0")

post() {
  status=$(curl -s -o /dev/null -w '%{http_code}' --retry 30 --retry-delay 1 --retry-connrefused \
    -H 'Content-Type: application/json' -d "$2" "$api/$1")
  # 409: it exists.
  case "$status" in
    200 | 409) ;;
    *) echo "POST $1 was answered with $status" >&2; exit 1 ;;
  esac
}

create() {
  post namespaces "{\"namespace\": [\"$1\"], \"properties\": {}}"
  for table in "$2"/*.json; do
    post "namespaces/$1/tables" "@$table"
  done
}

create bank "$folder"
create bank_upsert "$folder/upsert"
