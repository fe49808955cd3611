#!/usr/bin/env bash
# Builds the plugin with Higress' SDK and wrapper as they are published; the tests use the checked-in module. Needs Go 1.24 or newer.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
GOOS=wasip1 GOARCH=wasm GOFLAGS=-buildvcs=false \
  go build -buildmode=c-shared -trimpath -ldflags='-s -w' -o "$work/higress.wasm" .
gzip -9n <"$work/higress.wasm" >../../resources/wasm/higress.wasm.gz
