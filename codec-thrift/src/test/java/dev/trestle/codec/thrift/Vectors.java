package dev.trestle.codec.thrift;

import dev.trestle.bridge.FrameScan;
import dev.trestle.bridge.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Messages captured between Apache's own clients and servers: one {@code Vector} a message. */
final class Vectors {
    private static final Pattern PIPE = Pattern.compile(
            "\"proto\": \"([a-z/]+)\", \"transport\": \"framed\", \"case\": \"([^\"]+)\", \"client_sends\": \"([0-9a-f]*)\", \"server_replies\": \"([0-9a-f]*)\"");

    private Vectors() {}

    /** One message with its frame's length, if it has one. {@code name} is without the multiplexing prefix, {@code prefix} is it. */
    record Vector(
            ThriftWireSettings.Protocol protocol,
            ThriftWireSettings.Transport transport,
            String source,
            byte[] frame,
            int type,
            String prefix,
            String name) {
        boolean isRequest() {
            return type == ThriftProtocol.CALL || type == ThriftProtocol.ONEWAY;
        }

        /** Without its frame's length. */
        byte[] message() {
            int skipped = transport == ThriftWireSettings.Transport.FRAMED ? Integer.BYTES : 0;
            return java.util.Arrays.copyOfRange(frame, skipped, frame.length);
        }

        Rig rig(String idl) {
            Rig rig = Rig.resource(idl).protocol(protocol).transport(transport);
            return prefix.isEmpty() ? rig : rig.multiplexed(prefix);
        }

        @Override
        public String toString() {
            return source + " " + protocol + " " + transport + " type " + type + " " + name;
        }
    }

    /** The official cross test, binary and compact. */
    static List<Vector> crossTest() {
        List<Vector> vectors = new ArrayList<>();
        String kind = "";
        for (String line : lines("vectors/thrift-crosstest.txt")) {
            if (line.startsWith("== ")) {
                kind = line.substring(3);
            } else if (line.startsWith("hex: ") && !kind.startsWith("json")) {
                add(vectors, kind, ByteBufUtil.decodeHexDump(line.substring(5).trim()));
            }
        }
        return vectors;
    }

    /** The pipe service, binary and compact, calls and replies. */
    static List<Vector> pipe() {
        List<Vector> vectors = new ArrayList<>();
        for (String line : lines("vectors/thrift-pipe-service.jsonl")) {
            Matcher found = PIPE.matcher(line);
            if (found.find() && !found.group(1).equals("json")) {
                add(vectors, found.group(1) + "/framed " + found.group(2), ByteBufUtil.decodeHexDump(found.group(3)));
                add(vectors, found.group(1) + "/framed " + found.group(2), ByteBufUtil.decodeHexDump(found.group(4)));
            }
        }
        return vectors;
    }

    /** One capture may hold several messages; the wire under test finds them. */
    private static void add(List<Vector> vectors, String kind, byte[] bytes) {
        ThriftWireSettings.Protocol protocol =
                kind.startsWith("compact") ? ThriftWireSettings.Protocol.COMPACT : ThriftWireSettings.Protocol.BINARY;
        ThriftWireSettings.Transport transport =
                kind.contains("buffered") ? ThriftWireSettings.Transport.UNFRAMED : ThriftWireSettings.Transport.FRAMED;
        ThriftProtocol wireProtocol =
                Rig.of("").protocol(protocol).transport(transport).wire();
        Wire wire = wireProtocol.newWire();
        ByteBuf in = Unpooled.wrappedBuffer(bytes);
        while (in.isReadable()) {
            if (!(wire.scan(in) instanceof FrameScan.Whole whole)) {
                throw new AssertionError(kind + ": " + wire.scan(in));
            }
            byte[] frame = new byte[whole.length()];
            in.readBytes(frame);
            ThriftReader reader = wireProtocol.reader(Unpooled.wrappedBuffer(frame), 0, frame.length);
            reader.message();
            String name = reader.in.toString(reader.nameIndex, reader.nameLength, StandardCharsets.UTF_8);
            int colon = name.indexOf(':');
            vectors.add(new Vector(
                    protocol,
                    transport,
                    kind,
                    frame,
                    reader.messageType,
                    name.substring(0, Math.max(0, colon)),
                    name.substring(colon + 1)));
        }
    }

    static List<String> lines(String resource) {
        try {
            return new String(Rig.resourceBytes(resource), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
