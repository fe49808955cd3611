/** A proxy-wasm host: plugins in WebAssembly as codecs and filters, one instance per plugin and thread. */
@NullMarked
package dev.trestle.wasm;

import org.jspecify.annotations.NullMarked;
