/** Modules without a gateway: what they are, and what they do. The only place of the application that sees the host of modules. */
@NullMarked
package dev.trestle.app.wasm;

import org.jspecify.annotations.NullMarked;
