/** What a request would become, without calling anything: the match, the arguments, the frame. */
@NullMarked
package dev.trestle.app.explain;

import org.jspecify.annotations.NullMarked;
