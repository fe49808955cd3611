@NullMarked
package dev.trestle.app.init;

import org.jspecify.annotations.NullMarked;
