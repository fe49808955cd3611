@org.jspecify.annotations.NullMarked
package dev.trestle.bridge.http;
