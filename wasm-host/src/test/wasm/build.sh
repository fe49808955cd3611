#!/usr/bin/env bash
# Builds the guests without an SDK, of which the tests use the checked-in modules. Needs npm; for
# the plugin of Higress' SDK, Go.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cp ./*.ts ../../../../examples/wasm/ledger-assemblyscript/host.ts "$work"
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund assemblyscript@0.28.20
cd - >/dev/null
for guest in raw hostile probe first dialect network service; do
  (cd "$work" && npx asc "$guest.ts" -O3 --runtime stub -o "$guest.wasm")
  cp "$work/$guest.wasm" ../resources/wasm/
done
# A codec allocates as it likes: with a collector.
(cd "$work" && npx asc codec.ts -O3 --use abort= -o codec.wasm)
cp "$work/codec.wasm" ../resources/wasm/
