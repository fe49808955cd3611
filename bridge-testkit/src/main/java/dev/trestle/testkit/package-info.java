/** Contract tests and fakes for whoever writes a codec: extend the contracts, hand in samples, and every promise is checked. */
@NullMarked
package dev.trestle.testkit;

import org.jspecify.annotations.NullMarked;
