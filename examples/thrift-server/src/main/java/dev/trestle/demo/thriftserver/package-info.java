/** The demo's Thrift server. */
@NullMarked
package dev.trestle.demo.thriftserver;

import org.jspecify.annotations.NullMarked;
