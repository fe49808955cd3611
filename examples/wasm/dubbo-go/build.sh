#!/usr/bin/env bash
# Builds the codec into ../dubbo.wasm.gz, which is checked in; gunzip it before use. Needs Go 1.24 or newer. The SDK was written for
# TinyGo: what ties it to its compiler is replaced by the two files that the tests of wasm-host use.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cp go.mod go.sum ./*.go "$work"
here=$PWD
binding=$here/../../../wasm-host/src/test/wasm/go/_binding
cd "$work"
go mod download github.com/tetratelabs/proxy-wasm-go-sdk
cp -r "$(go list -m -f '{{.Dir}}' github.com/tetratelabs/proxy-wasm-go-sdk)" sdk
chmod -R u+w sdk
cp "$binding/calls.go" sdk/proxywasm/internal/abi_hostcalls_mock.go
cp "$binding/callbacks.go" sdk/proxywasm/internal/abi_callbacks_go.go
go mod edit -replace github.com/tetratelabs/proxy-wasm-go-sdk=./sdk
GOOS=wasip1 GOARCH=wasm GOFLAGS=-buildvcs=false \
  go build -buildmode=c-shared -trimpath -ldflags='-s -w' -o dubbo.wasm .
gzip -9n <dubbo.wasm >"$here/../dubbo.wasm.gz"
