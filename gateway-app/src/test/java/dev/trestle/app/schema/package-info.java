@NullMarked
package dev.trestle.app.schema;

import org.jspecify.annotations.NullMarked;
