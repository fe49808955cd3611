/** The pages for readers, done as they say. */
@NullMarked
package dev.trestle.app.pages;

import org.jspecify.annotations.NullMarked;
