/** One gateway process: both planes, live reload, the graceful stop. */
@NullMarked
package dev.trestle.app.serve;

import org.jspecify.annotations.NullMarked;
