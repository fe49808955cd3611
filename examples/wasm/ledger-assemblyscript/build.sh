#!/usr/bin/env bash
# Builds ledger.ts into ../ledger.wasm, which is checked in. Needs npm.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cp ./*.ts "$work"
(
  cd "$work"
  npm init -y >/dev/null
  npm install --silent --no-audit --no-fund assemblyscript@0.28.20
  npx asc ledger.ts -O3 --use abort= -o ledger.wasm
)
cp "$work/ledger.wasm" ..
