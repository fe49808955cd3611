package dev.trestle.bridge.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a static factory of a settings record that takes one {@code String} or one {@code List<String>}: the record may be written
 * as that scalar or list instead of a mapping. {@code "127.0.0.1:20880"} for an endpoint.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Shorthand {
    /** The key that has the value when the record is written as a mapping. */
    String value();
}
