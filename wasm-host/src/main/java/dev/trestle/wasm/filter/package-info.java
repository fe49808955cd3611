/**
 * The filter {@code wasm}: a proxy-wasm module behind the contract of filters, as modules are written for Envoy and Higress. A stream
 * of the module is an exchange or a TCP connection, its maps and buffers are those of the exchange or the connection.
 */
@NullMarked
package dev.trestle.wasm.filter;

import org.jspecify.annotations.NullMarked;
