package dev.trestle.wasm.engine;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Modules by the digest of their bytes, compiled once for as long as anybody uses them. Thread safe; one module is compiled at a
 * time. Called on the slow side: compiling takes from milliseconds to seconds.
 */
public final class Modules {
    private static final int SHA256_HEX = 64;

    private final Map<Key, WeakReference<Code>> codes = new HashMap<>();

    private record Key(String sha256, Code.Mode mode) {}

    /** None yet. */
    public Modules() {}

    /**
     * The module that {@code bytes} are.
     *
     * @param pin the SHA-256 digest in hex that they must have, or null for any
     * @throws ModuleException if they have another one, or cannot be loaded
     */
    public synchronized Code load(byte[] bytes, Code.Mode mode, @Nullable String pin) throws ModuleException {
        String sha256 = Code.sha256(bytes);
        if (pin != null) {
            check(pin, sha256);
        }
        codes.values().removeIf(reference -> reference.get() == null);
        Key key = new Key(sha256, mode);
        WeakReference<Code> known = codes.get(key);
        Code code = known == null ? null : known.get();
        if (code == null) {
            code = Code.load(bytes, mode);
            codes.put(key, new WeakReference<>(code));
        }
        return code;
    }

    private static void check(String pin, String sha256) throws ModuleException {
        String hex = pin.toLowerCase(Locale.ROOT);
        if (hex.length() != SHA256_HEX || !hex.matches("[0-9a-f]+")) {
            throw new ModuleException("sha256: " + pin + " (expected: 64 hex digits)");
        }
        if (!hex.equals(sha256)) {
            throw new ModuleException("the module's sha256 is " + sha256 + " (expected: " + hex + ")");
        }
    }
}
