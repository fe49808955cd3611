#!/usr/bin/env bash
# Builds key.rs into ../key.wasm, which is checked in. Needs a Rust compiler with the target wasm32-unknown-unknown: a
# distribution's (Debian: rustc lld libstd-rust-dev-wasm32), named by WASM_RUSTC, or rustup's.
set -euo pipefail
cd "$(dirname "$0")"
"${WASM_RUSTC:-rustc}" --target wasm32-unknown-unknown --crate-type cdylib --edition 2021 -O -C panic=abort -C lto \
  -C strip=symbols -C link-arg=-zstack-size=16384 --remap-path-prefix="$PWD=." -o ../key.wasm key.rs
chmod -x ../key.wasm
