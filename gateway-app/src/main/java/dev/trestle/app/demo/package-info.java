/** The demo: example servers as child processes, and the gateway in front of them. */
@NullMarked
package dev.trestle.app.demo;

import org.jspecify.annotations.NullMarked;
