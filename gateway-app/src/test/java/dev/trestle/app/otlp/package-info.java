@org.jspecify.annotations.NullMarked
package dev.trestle.app.otlp;
