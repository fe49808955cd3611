/** Routes: what a request matches, compiled into an index that is read without locks. */
@NullMarked
package dev.trestle.route;

import org.jspecify.annotations.NullMarked;
