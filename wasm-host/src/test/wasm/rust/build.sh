#!/usr/bin/env bash
# Builds lib.rs with the Rust SDK; the tests use the checked-in module. Needs cargo for the SDK, and a compiler with the WASI target:
# a distribution's (Debian: rustc cargo lld libstd-rust-dev-wasm32), named by WASM_CARGO and WASM_RUSTC, or cargo's own.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cp -r Cargo.toml Cargo.lock src "$work"
here=$PWD
cd "$work"
mkdir .cargo
cargo vendor --quiet --locked >/dev/null
cat >.cargo/config.toml <<'TOML'
[source.crates-io]
replace-with = "vendored-sources"
[source.vendored-sources]
directory = "vendor"
TOML
target=${WASM_TARGET:-wasm32-wasi}
RUSTFLAGS="--remap-path-prefix=$work=." RUSTC=${WASM_RUSTC:-rustc} "${WASM_CARGO:-cargo}" build --quiet --offline --release --target "$target"
cp "target/$target/release/filters.wasm" "$here/../../resources/wasm/rust.wasm"
chmod -x "$here/../../resources/wasm/rust.wasm"
