/** Reading and watching, on real files. */
@NullMarked
package dev.trestle.source;

import org.jspecify.annotations.NullMarked;
