#!/usr/bin/env bash
# Builds filters.ts with the AssemblyScript SDK; the tests use the checked-in module. Needs npm.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cp filters.ts asconfig.json "$work"
(
  cd "$work"
  npm init -y >/dev/null
  npm install --silent --no-audit --no-fund \
    assemblyscript@0.28.20 @assemblyscript/wasi-shim@0.1.0 @gcoredev/proxy-wasm-sdk-as@1.2.3
  npx asc filters.ts --config asconfig.json -O3 -o filters.wasm
)
cp "$work/filters.wasm" ../../resources/wasm/assemblyscript.wasm
