/** The demo's Dubbo provider. */
@NullMarked
package dev.trestle.demo.dubbo;

import org.jspecify.annotations.NullMarked;
