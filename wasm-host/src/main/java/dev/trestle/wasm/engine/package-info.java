/** Modules and their instances: everything the host needs of a WebAssembly engine, and the only place that names one. */
@NullMarked
package dev.trestle.wasm.engine;

import org.jspecify.annotations.NullMarked;
