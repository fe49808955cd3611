package dev.trestle.bridge.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a settings record: keys of which one is written and no other. For editors and the reference page; the record's constructor checks
 * it, with the message.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(OneOf.Rules.class)
public @interface OneOf {
    /** The keys, as written in YAML. */
    String[] value();

    /** The key without which none of them stands; empty where the rule always holds. */
    String beside() default "";

    /** Whether none at all is fine too. */
    boolean optional() default false;

    /** Several rules of one record. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface Rules {
        /** Each must hold. */
        OneOf[] value();
    }
}
