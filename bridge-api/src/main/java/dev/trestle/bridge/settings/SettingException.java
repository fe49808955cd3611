package dev.trestle.bridge.settings;

/**
 * Thrown by the constructor of a settings record: one component has a value it may not have. The binder turns it into a
 * {@link Problem} at the component's position.
 */
public final class SettingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String key;

    /**
     * A wrong component.
     *
     * @param key its key, or empty for the record as a whole
     * @param detail the value and what was expected, or the rule that is broken
     */
    public SettingException(String key, String detail) {
        super(detail);
        this.key = key;
    }

    /** The component's key; empty for the record as a whole. */
    public String key() {
        return key;
    }
}
