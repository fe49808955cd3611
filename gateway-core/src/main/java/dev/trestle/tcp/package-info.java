/** Connections whose bytes pass through: from a listener to a cluster's endpoint and back. */
@NullMarked
package dev.trestle.tcp;

import org.jspecify.annotations.NullMarked;
