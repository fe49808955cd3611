package dev.trestle.codec.http;

import dev.trestle.bridge.BridgeCodec;
import dev.trestle.bridge.WireProtocol;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.PathVariables;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.testkit.CodecRun;
import dev.trestle.testkit.JsonSettings;
import java.nio.charset.StandardCharsets;

/** What the tests of this package talk about. */
final class Samples {
    static final HttpCodecFactory FACTORY = new HttpCodecFactory();
    /** Nothing of the client, so that requests are short. */
    static final String PLAIN = "{'forwarded': 'none'}";

    static final WireProtocol PROTOCOL = JsonSettings.wire(FACTORY, "{}");

    private Samples() {}

    static BridgeCodec codec(String wire, String call) {
        return JsonSettings.codec(FACTORY, wire, call, "{}");
    }

    static CodecRun run(BridgeCodec codec) {
        return new CodecRun(codec, PROTOCOL);
    }

    /** A request with these fields, and a host. */
    static RequestHead head(String method, String target, String... fields) {
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        String query = question < 0 ? "" : target.substring(question + 1);
        String[] all = new String[fields.length + 2];
        all[0] = "Host";
        all[1] = "shop.example";
        System.arraycopy(fields, 0, all, 2, fields.length);
        return new RequestHead(method, path, query, Headers.of(all), PathVariables.NONE);
    }

    static RequestHead get(String target, String... fields) {
        return head("GET", target, fields);
    }

    /** Lines as they are written, a line feed standing for CR LF. */
    static byte[] http(String lines) {
        return lines.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
    }
}
