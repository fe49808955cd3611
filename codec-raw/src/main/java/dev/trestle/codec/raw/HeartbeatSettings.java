package dev.trestle.codec.raw;

import dev.trestle.bridge.settings.Default;
import dev.trestle.bridge.settings.Doc;
import dev.trestle.bridge.settings.Example;
import dev.trestle.bridge.settings.Range;
import dev.trestle.bridge.settings.SettingException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The heartbeat of a raw connection as written. */
@Doc("A frame sent while nothing else is, and what its answer looks like.")
public record HeartbeatSettings(
        @Default("15s")
        @Range(min = 10, max = 3600000)
        @Doc("Sent after this long without a byte in one of the two directions.")
        Duration interval,

        @Default("5s")
        @Range(min = 10, max = 3600000)
        @Doc("The connection closes when a heartbeat is unanswered for this long.")
        Duration timeout,

        @Example("{operation: 1}") @Doc("The header fields of the heartbeat, by name.")
        Map<String, String> header,

        @Default("") @Example("PING") @Doc("The payload of the heartbeat, one byte a character.")
        String payload,

        @Example("{header: {operation: 2}}") @Doc("What tells the answer from the frames of exchanges.")
        ExpectSettings expect) {
    /** Keeps the order. */
    public HeartbeatSettings {
        header = Collections.unmodifiableMap(header);
        Latin1.bytes("payload", payload);
    }

    /** What the answer looks like: all that is given must match. */
    @Doc("Header fields and payload of a heartbeat's answer; all that is given must match.")
    public record ExpectSettings(
            @Example("{operation: 2}") @Doc("The header fields of the answer, by name.")
            Map<String, String> header,

            @Example("PONG") @Doc("The payload of the answer, one byte a character.") @Nullable
            String payload) {
        /** Checks that something tells it apart. */
        public ExpectSettings {
            header = Collections.unmodifiableMap(header);
            if (header.isEmpty() && payload == null) {
                throw new SettingException("", "nothing (expected: header or payload)");
            }
            if (payload != null) {
                Latin1.bytes("payload", payload);
            }
        }
    }
}
