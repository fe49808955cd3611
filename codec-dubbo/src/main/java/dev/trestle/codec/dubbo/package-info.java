/** The Dubbo2 protocol as a codec: 16-byte headers, Hessian2 bodies, typed and generic calls. */
@NullMarked
package dev.trestle.codec.dubbo;

import org.jspecify.annotations.NullMarked;
