/** The contract between the gateway and a codec: a connection half ({@code Wire}) and an exchange half ({@code Bridge}). */
@NullMarked
package dev.trestle.bridge;

import org.jspecify.annotations.NullMarked;
