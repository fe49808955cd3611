package dev.trestle.codec.raw;

import dev.trestle.bridge.settings.Doc;
import dev.trestle.bridge.settings.Example;
import dev.trestle.bridge.settings.Key;
import dev.trestle.bridge.settings.Matches;
import dev.trestle.bridge.settings.SettingException;
import org.jspecify.annotations.Nullable;

/** One header field as written. */
@Doc("One field of the frame header.")
public record FieldSettings(
        @Matches("[A-Za-z_][A-Za-z0-9_\\-]*")
        @Example("correlation")
        @Doc("Its name: calls set it by this name, error lines read it by this name.")
        String name,

        @Matches("[ui](8|16|32|64)(le)?|(text|bytes)\\(\\d{1,4}\\)")
        @Example("u64")
        @Doc(
                "Its type and width: u8, u16, u32, u64, i8, i16, i32, i64 (big-endian; little-endian as u16le), text(N) or bytes(N).")
        String type,

        @Key("const")
        @Example("0xCAFE")
        @Doc(
                "Its value in every frame; a reply with another one is malformed. Numbers decimal or 0x..., text as it is, bytes in hex.")
        @Nullable
        String constant) {
    /** Checks the type and that the constant is one of it. */
    public FieldSettings {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_-]*")) {
            throw new SettingException("name", name + " (expected: letters, digits, _ and -)");
        }
        FieldType parsed = FieldType.parse(type);
        if (constant != null) {
            parsed.constant("const", constant);
        }
    }
}
