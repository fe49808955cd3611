package dev.trestle.app.explain;

import dev.trestle.bridge.http.Headers;
import dev.trestle.runtime.DryReply;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One HTTP/1.1 request to our own gateway, byte for byte as asked: a client library would mend the path or refuse a header. */
final class LoopbackCall {
    private static final int MAX_BODY_BYTES = 64 << 20;

    private LoopbackCall() {}

    static DryReply send(int port, Question question) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write(head(question).getBytes(StandardCharsets.ISO_8859_1));
            out.write(question.body());
            out.flush();
            return reply(socket.getInputStream(), question.method().equals("HEAD"));
        }
    }

    private static String head(Question question) {
        StringBuilder head = new StringBuilder(question.method() + " " + question.target() + " HTTP/1.1\r\n");
        if (question.headers().get("host") == null) {
            head.append("host: localhost\r\n");
        }
        question.headers().forEach((name, value) -> {
            if (!name.equals("connection") && !name.equals("content-length")) {
                head.append(name).append(": ").append(value).append("\r\n");
            }
        });
        if (question.body().length > 0) {
            head.append("content-length: ").append(question.body().length).append("\r\n");
        }
        return head.append("connection: close\r\n\r\n").toString();
    }

    private static DryReply reply(InputStream in, boolean bodiless) throws IOException {
        String statusLine = line(in);
        int status = Integer.parseInt(statusLine.split(" ", 3)[1]);
        List<String> fields = new ArrayList<>();
        boolean chunked = false;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            String value = line.substring(colon + 1).trim();
            chunked |= name.equals("transfer-encoding");
            if (!name.equals("connection") && !name.equals("transfer-encoding")) {
                fields.add(name);
                fields.add(value);
            }
        }
        byte[] body = bodiless ? new byte[0] : chunked ? chunks(in) : in.readNBytes(MAX_BODY_BYTES);
        return new DryReply(status, Headers.of(fields.toArray(String[]::new)), body, null, "");
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = size(in); size > 0 && body.size() < MAX_BODY_BYTES; size = size(in)) {
            body.write(in.readNBytes(size));
            line(in);
        }
        return body.toByteArray();
    }

    private static int size(InputStream in) throws IOException {
        return Integer.parseInt(line(in).split(";", 2)[0].trim(), 16);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the gateway closed before it answered");
            }
            line.append((char) b);
        }
        return line.toString().stripTrailing();
    }
}
