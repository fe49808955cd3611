/** First route files: what an interface description says, as routes that {@code check} accepts. */
@NullMarked
package dev.trestle.app.init;

import org.jspecify.annotations.NullMarked;
