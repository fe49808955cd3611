/** What every codec shares: reading request values by binding, and building replies from an RPC outcome. */
@NullMarked
package dev.trestle.bridge.mapping;

import org.jspecify.annotations.NullMarked;
