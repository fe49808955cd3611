/** Tests of the application as a whole: the rooms, the routes it ships, the demo. */
@NullMarked
package dev.trestle.app;

import org.jspecify.annotations.NullMarked;
