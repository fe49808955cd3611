/** Two TCP services without a framework. */
@NullMarked
package dev.trestle.demo.raw;

import org.jspecify.annotations.NullMarked;
