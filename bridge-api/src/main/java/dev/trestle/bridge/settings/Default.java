package dev.trestle.bridge.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What an absent key stands for, written as in YAML. Lists and maps need none: absent is empty, or null if nullable. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
    /** The text of the scalar, such as {@code 200ms}. */
    String value();
}
