/** HTTP exchanges: a request in, filters and a bridge, an upstream share, a response out. */
@NullMarked
package dev.trestle.exchange;

import org.jspecify.annotations.NullMarked;
