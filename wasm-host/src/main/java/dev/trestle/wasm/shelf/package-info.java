/** What codec and filter share: modules and plugins that are in use, kept once, and the gateway as plugins see it. */
@NullMarked
package dev.trestle.wasm.shelf;

import org.jspecify.annotations.NullMarked;
