package dev.trestle.wasm.shelf;

import dev.trestle.bridge.mapping.SettingsJson;
import dev.trestle.bridge.settings.SettingsNode;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a module is configured with: text as it is, anything else as JSON. */
public record Configuration(String text) {
    /** Of what stands in the settings; null for nothing. */
    public static Configuration of(@Nullable SettingsNode written) {
        if (written == null) {
            return new Configuration("");
        }
        if (written instanceof SettingsNode.Scalar scalar && scalar.kind() == SettingsNode.ScalarKind.STRING) {
            return new Configuration(scalar.text());
        }
        ByteBuf json = SettingsJson.of(written);
        return new Configuration(json.toString(StandardCharsets.UTF_8));
    }

    /** As the module reads it. */
    public byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
