/** Tests of the route index. */
@NullMarked
package dev.trestle.route;

import org.jspecify.annotations.NullMarked;
