package dev.trestle.codec.raw;

import dev.trestle.bridge.BridgeCodec;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.PathVariables;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.testkit.JsonSettings;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** What the tests of this package talk about: a ledger, a line protocol, and bytes written by hand. */
final class Samples {
    static final RawCodecFactory FACTORY = new RawCodecFactory();

    static final String LEDGER = """
            {'frame': {'length': {'bytes': 4}, 'maxFrameBytes': '1MiB'},
             'header': [{'name': 'correlation', 'type': 'u64'}, {'name': 'operation', 'type': 'u16'},
                        {'name': 'status', 'type': 'u16'}],
             'correlate': 'correlation',
             'heartbeat': {'header': {'operation': 1}, 'expect': {'header': {'operation': 1}}}}
            """;
    static final String BALANCE = """
            {'header': {'operation': 210}, 'payload': {'json': {'object': {'iban': 'path.iban'}}}}
            """;
    static final String BALANCE_REPLY = """
            {'errors': [{'header': 'status', 'equals': '44', 'status': 404, 'code': 'unknown_account'},
                        {'header': 'status', 'not': '0', 'status': 502}]}
            """;
    static final String LINES = """
            {'frame': {'delimited': {'ends': ['\\r\\n', '\\n']}, 'maxFrameBytes': '64KiB'}}
            """;
    static final String FRAMED_BY_DLE = """
            {'frame': {'delimited': {'start': '\\u0002', 'ends': ['\\u0003'], 'escape': '\\u0010'}, 'maxFrameBytes': '64KiB'},
             'header': [{'name': 'kind', 'type': 'text(2)'}]}
            """;
    static final String CLOSE = """
            {'frame': {'close': {}, 'maxFrameBytes': '64KiB'}}
            """;

    private Samples() {}

    static BridgeCodec codec(String wire, String call) {
        return codec(wire, call, "{}");
    }

    static BridgeCodec codec(String wire, String call, String reply) {
        return JsonSettings.codec(FACTORY, wire, call, reply);
    }

    static RequestHead post(String... headers) {
        return new RequestHead("POST", "/", "", Headers.of(headers), PathVariables.NONE);
    }

    static RequestHead get(String variable, String value) {
        return new RequestHead(
                "GET", "/", "", Headers.empty(), new PathVariables(new String[] {variable}, new String[] {value}));
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Bytes as drawn: hex and, between single quotes, text. */
    static byte[] bytes(String drawing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String[] parts = drawing.split("'", -1);
        for (int i = 0; i < parts.length; i++) {
            out.writeBytes(i % 2 == 1 ? ascii(parts[i]) : HexFormat.of().parseHex(parts[i].replace(" ", "")));
        }
        return out.toByteArray();
    }

    /** A frame of the ledger. */
    static byte[] ledger(long correlation, int operation, int status, String payload) {
        byte[] text = payload.getBytes(StandardCharsets.UTF_8);
        return java.nio.ByteBuffer.allocate(16 + text.length)
                .putInt(12 + text.length)
                .putLong(correlation)
                .putShort((short) operation)
                .putShort((short) status)
                .put(text)
                .array();
    }
}
