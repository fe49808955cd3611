/** Where configuration comes from: YAML text into records with positions, files that are watched. */
@NullMarked
package dev.trestle.source;

import org.jspecify.annotations.NullMarked;
