/** Class files as data: what a library declares, read from its bytes. No class is ever loaded. */
@NullMarked
package dev.trestle.codec.dubbo.classes;

import org.jspecify.annotations.NullMarked;
