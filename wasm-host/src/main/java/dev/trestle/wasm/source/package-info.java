/** Where the bytes of a module come from: a file, a directory with one in it, an OCI image layout. */
@NullMarked
package dev.trestle.wasm.source;

import org.jspecify.annotations.NullMarked;
