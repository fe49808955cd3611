package dev.trestle.bridge.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the value of a component may look like, written as in YAML: for the reference page and the JSON Schema. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Example {
    /** One value in YAML's flow style: {@code 200ms}, {@code [a, b]}, {@code {x: path.x}}. */
    String value();
}
