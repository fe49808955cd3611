@org.jspecify.annotations.NullMarked
package dev.trestle.codec.http;
