/** The management plane: Spring WebFlux on a port of its own, one configuration for each concern. */
@NullMarked
package dev.trestle.app.management;

import org.jspecify.annotations.NullMarked;
