/** The floor every HTTP answer stands on. */
@NullMarked
package dev.trestle.benchmark.bare;

import org.jspecify.annotations.NullMarked;
