package dev.trestle.codec.dubbo.classes;

/** A class file, or what holds it, that cannot be read; says why in a few words. Carries no stack trace. */
public final class BadClassException extends Exception {
    private static final long serialVersionUID = 1L;

    BadClassException(String why) {
        super(why, null, false, false);
    }

    /** Why, in a few words. */
    public String why() {
        return String.valueOf(getMessage());
    }
}
