/** What every part of the application shares: its failures, its place on disk, the state of the gateway. */
@NullMarked
package dev.trestle.app;

import org.jspecify.annotations.NullMarked;
