/** What the demo's Dubbo providers serve: plain interfaces and beans, no framework. */
@NullMarked
package dev.trestle.demo;

import org.jspecify.annotations.NullMarked;
