/**
 * The codec {@code wasm}: a module behind the bridge contract, driven by the HTTP callbacks of proxy-wasm. The request's callbacks
 * leave the bytes for the upstream in the request body's buffer, the upstream's bytes come as the response body, and what is left
 * in that buffer is the reply. What the ABI has no words for is said with properties below {@code codec}.
 */
@NullMarked
package dev.trestle.wasm.codec;

import org.jspecify.annotations.NullMarked;
