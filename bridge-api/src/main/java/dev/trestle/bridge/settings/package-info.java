/** Settings as records: positions, problems, and the binder that turns a tree of nodes into checked records. */
@NullMarked
package dev.trestle.bridge.settings;

import org.jspecify.annotations.NullMarked;
