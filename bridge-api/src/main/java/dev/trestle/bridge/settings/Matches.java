package dev.trestle.bridge.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a text component (or each text of a list) looks like, for editors and the reference page. The binder does not look at it: the
 * record's constructor or the codec has the last word and the better message. Never stricter than they are.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Matches {
    /** A regular expression for the whole text, in the part of the language that Java and ECMA-262 share. */
    String value();
}
