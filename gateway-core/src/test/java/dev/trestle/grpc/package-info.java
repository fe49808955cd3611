/** What is written to Redis, and what is read from it. */
@NullMarked
package dev.trestle.grpc;

import org.jspecify.annotations.NullMarked;
