/** What single steps of an exchange cost. */
@NullMarked
package dev.trestle.benchmark.jmh;

import org.jspecify.annotations.NullMarked;
