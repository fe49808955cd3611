/** Hessian2 as Dubbo speaks it: a writer, and a reader that turns values straight into JSON. Loads no class, ever. */
@NullMarked
package dev.trestle.codec.dubbo.hessian;

import org.jspecify.annotations.NullMarked;
