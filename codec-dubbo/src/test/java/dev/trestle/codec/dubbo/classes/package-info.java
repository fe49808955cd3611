@NullMarked
package dev.trestle.codec.dubbo.classes;

import org.jspecify.annotations.NullMarked;
