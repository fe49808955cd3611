/** Thrift as a codec: calls along an untouched IDL, binary and compact, framed and unframed. */
@NullMarked
package dev.trestle.codec.thrift;

import org.jspecify.annotations.NullMarked;
