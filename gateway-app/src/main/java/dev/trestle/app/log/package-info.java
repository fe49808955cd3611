/** The access log and the application log. */
@NullMarked
package dev.trestle.app.log;

import org.jspecify.annotations.NullMarked;
