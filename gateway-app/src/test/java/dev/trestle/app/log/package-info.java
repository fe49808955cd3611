/** Tests of the logs. */
@NullMarked
package dev.trestle.app.log;

import org.jspecify.annotations.NullMarked;
