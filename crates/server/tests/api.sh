#!/usr/bin/env bash
# Asks a server for all that its description says can be asked, and much that it says cannot:
#   api.sh DRAGOMAN SCHEMATHESIS FOLDER
# The ledger is that of the other tests, copied anew each time, since articles are added to it.
set -euo pipefail
dragoman=$1 schemathesis=$2 folder=$3
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
rm -rf "$folder"
mkdir -p "$folder"
"$dragoman" add --ledger "$folder/affair.db" "$here/data/affair.ndjson" 2>/dev/null
"$dragoman" serve "$folder/affair.db" --allow-add --listen 127.0.0.1:0 > "$folder/address" &
server=$!
trap 'kill $server 2>/dev/null' EXIT
for _ in $(seq 100); do
    address=$(head -n 1 "$folder/address")
    [ -n "$address" ] && break
    sleep 0.1
done
cd "$folder"
"$schemathesis" --config-file "$here/schemathesis.toml" run "${address%/}/openapi.json"
