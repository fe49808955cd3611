package dev.trestle.codec.raw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.WireProtocol;
import dev.trestle.testkit.CodecRun;
import dev.trestle.testkit.JsonSettings;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Protocols nobody has thought of: whatever the settings are, what is written is read again, byte for byte. */
class RawFramingFuzzTest {
    private static final int PROTOCOLS = 1_500;
    private static final String[] ENCODINGS = {"big", "little", "varint", "decimal", "hex", "bcd"};
    private static final String[] TYPES = {"u8", "i16", "u16le", "u32", "i64le", "text(3)", "bytes(5)"};

    private final Random random = new Random(7);

    @Test
    void payload_comesBackWhole_throughAnyProtocol() {
        for (int i = 0; i < PROTOCOLS; i++) {
            String wire = wire();
            WireProtocol protocol = JsonSettings.wire(Samples.FACTORY, wire);
            var echo = Samples.codec(wire, "{'payload': {'bytes': 'body'}, 'reply': {'as': 'bytes'}}");
            for (int bytes : new int[] {0, 1, 40, 5_000}) {
                byte[] payload = new byte[bytes];
                random.nextBytes(payload);
                try (CodecRun run = new CodecRun(echo, protocol)) {
                    byte[] frame =
                            run.request(Samples.post(), payload).exchange().sent();
                    assertThat(run.outcome()).as(wire).isNull();
                    int split = random.nextInt(frame.length + 1);
                    run.receive(frame, 0, split).receive(frame, split, frame.length - split);
                    assertThat(Objects.requireNonNull(run.outcome(), wire).body())
                            .as(wire)
                            .isEqualTo(payload);
                }
            }
        }
    }

    private String wire() {
        StringBuilder header = new StringBuilder("{'name': 'id', 'type': 'u16'}");
        int at = 2;
        int offset = 2;
        for (int i = random.nextInt(4); i > 0; i--) {
            String type = TYPES[random.nextInt(TYPES.length)];
            header.append(", {'name': 'f")
                    .append(i)
                    .append("', 'type': '")
                    .append(type)
                    .append("'}");
            offset += FieldType.parse(type).width();
            at = random.nextBoolean() ? offset : at;
        }
        String frame = random.nextInt(3) == 0 ? delimited() : length(random.nextInt(5) == 0 ? 0 : at);
        return "{'frame': " + frame + ", 'header': [" + header + "], 'correlate': 'id'}";
    }

    private String length(int at) {
        String encoding = ENCODINGS[random.nextInt(ENCODINGS.length)];
        int bytes = encoding.equals("bcd") ? 4 : encoding.equals("decimal") ? 6 : 4;
        String counts =
                random.nextBoolean() ? "rest" : random.nextBoolean() || encoding.equals("varint") ? "payload" : "frame";
        return "{'length': {'at': %d, 'bytes': %d, 'encoding': '%s', 'counts': '%s', 'add': %d, 'trailer': '%s'}}"
                .formatted(at, bytes, encoding, counts, random.nextInt(4), "xyz".substring(random.nextInt(4)));
    }

    private String delimited() {
        String start = random.nextBoolean() ? "" : "s";
        String end = random.nextBoolean() ? "e" : "eof";
        return "{'delimited': {'start': '%s', 'ends': ['%s', '\\u0003'], 'escape': '\\\\'}}".formatted(start, end);
    }
}
