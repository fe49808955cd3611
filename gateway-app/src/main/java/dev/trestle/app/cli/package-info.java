/** The command line: one class for each command, one line for each error. */
@NullMarked
package dev.trestle.app.cli;

import org.jspecify.annotations.NullMarked;
