@org.jspecify.annotations.NullMarked
package dev.trestle.wasm.source;
