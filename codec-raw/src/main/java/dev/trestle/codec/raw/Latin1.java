package dev.trestle.codec.raw;

import dev.trestle.bridge.settings.SettingException;
import java.nio.charset.StandardCharsets;

/** Bytes as they are written in settings: each character is one. */
final class Latin1 {
    private Latin1() {}

    /** The bytes of {@code text}, the value of {@code key}. */
    static byte[] bytes(String key, String text) {
        if (text.chars().anyMatch(c -> c > 0xff)) {
            throw new SettingException(key, text + " (expected: characters up to \\xff, each one byte)");
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
