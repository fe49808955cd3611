/** The configuration's JSON Schema, made from the records that bind it. */
@NullMarked
package dev.trestle.app.schema;

import org.jspecify.annotations.NullMarked;
