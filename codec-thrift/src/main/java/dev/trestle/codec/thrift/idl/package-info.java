/** Thrift's interface definition language: reads files with their includes and links them into an immutable schema. */
@NullMarked
package dev.trestle.codec.thrift.idl;

import org.jspecify.annotations.NullMarked;
