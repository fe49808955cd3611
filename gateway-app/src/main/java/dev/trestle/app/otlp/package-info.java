/**
 * Traces and metrics by OTLP, to a collector. The event loops only hand over what became of an exchange; spans are made of it, and sent,
 * by one thread.
 */
@NullMarked
package dev.trestle.app.otlp;

import org.jspecify.annotations.NullMarked;
