#!/usr/bin/env bash
# Builds main.go with the Go SDK; the tests use the checked-in module. Needs Go 1.24 or newer. The SDK was written for TinyGo: what
# ties it to its compiler is in _binding and replaces one file of a copy; all else of the SDK is as published.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cp go.mod go.sum ./*.go "$work"
here=$PWD
cd "$work"
go mod download github.com/tetratelabs/proxy-wasm-go-sdk
cp -r "$(go list -m -f '{{.Dir}}' github.com/tetratelabs/proxy-wasm-go-sdk)" sdk
chmod -R u+w sdk
cp "$here/_binding/calls.go" sdk/proxywasm/internal/abi_hostcalls_mock.go
cp "$here/_binding/callbacks.go" sdk/proxywasm/internal/abi_callbacks_go.go
go mod edit -replace github.com/tetratelabs/proxy-wasm-go-sdk=./sdk
GOOS=wasip1 GOARCH=wasm GOFLAGS=-buildvcs=false \
  go build -buildmode=c-shared -trimpath -ldflags='-s -w' -o filters.wasm .
gzip -9n <filters.wasm >"$here/../../resources/wasm/go.wasm.gz"
