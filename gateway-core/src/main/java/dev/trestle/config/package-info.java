/** What the operator wrote: one record per YAML node, checked in its constructor. Data only. */
@NullMarked
package dev.trestle.config;

import org.jspecify.annotations.NullMarked;
