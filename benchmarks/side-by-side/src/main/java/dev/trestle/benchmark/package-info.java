/** What a request costs, beside what it costs elsewhere, in one run. */
@NullMarked
package dev.trestle.benchmark;

import org.jspecify.annotations.NullMarked;
