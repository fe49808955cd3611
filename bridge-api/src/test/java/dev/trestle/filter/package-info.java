@org.jspecify.annotations.NullMarked
package dev.trestle.filter;
