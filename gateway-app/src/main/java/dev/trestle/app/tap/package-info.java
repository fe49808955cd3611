/** Looking into exchanges while they pass: frames, what they mean, and the recording of some of them. */
@NullMarked
package dev.trestle.app.tap;

import org.jspecify.annotations.NullMarked;
