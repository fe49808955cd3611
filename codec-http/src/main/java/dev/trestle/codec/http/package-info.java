/** The codec {@code http}: requests as they came, to services that speak HTTP/1.1, and their replies. */
@NullMarked
package dev.trestle.codec.http;

import org.jspecify.annotations.NullMarked;
