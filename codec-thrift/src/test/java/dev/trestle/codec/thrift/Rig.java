package dev.trestle.codec.thrift;

import dev.trestle.bridge.BridgeCodec;
import dev.trestle.bridge.CodecContext;
import dev.trestle.bridge.ConfigFiles;
import dev.trestle.bridge.Frame;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.HttpReply;
import dev.trestle.bridge.http.PathVariables;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.bridge.http.TraceContext;
import dev.trestle.bridge.mapping.BindingSettings;
import dev.trestle.bridge.mapping.PathNames;
import dev.trestle.bridge.mapping.ReplyMapping;
import dev.trestle.bridge.mapping.ReplySettings;
import dev.trestle.bridge.mapping.UnknownFields;
import dev.trestle.bridge.settings.ByteSize;
import dev.trestle.bridge.settings.Problems;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A codec made from an IDL on the test's classpath or in memory, and one request at a time through it. */
final class Rig {
    private final Map<String, String> files = new LinkedHashMap<>();
    private final Map<String, BindingSettings> bind = new LinkedHashMap<>();
    final List<String> problems = new ArrayList<>();
    private String idl = "a.thrift";
    private boolean onDisk;
    private ThriftWireSettings.Transport transport = ThriftWireSettings.Transport.FRAMED;
    private ThriftWireSettings.Protocol protocol = ThriftWireSettings.Protocol.BINARY;
    private int pipeline = 1;
    private long maxFrameBytes = 1 << 20;
    private boolean strict = true;
    private ThriftCallSettings.Rest rest;
    private String multiplexed;
    private UnknownFields unknown = UnknownFields.IGNORE;
    private ReplySettings reply = ReplySettings.defaults();
    RequestHead head = new RequestHead("POST", "/", "", Headers.empty(), PathVariables.NONE);
    long exchangeId;
    TraceContext trace;

    static Rig of(String idlText) {
        Rig rig = new Rig();
        rig.files.put("a.thrift", idlText);
        return rig;
    }

    static Rig resource(String path) {
        Rig rig = new Rig();
        rig.idl = path;
        return rig;
    }

    /** An IDL of the repository, from this module's directory. */
    static Rig file(String path) {
        Rig rig = new Rig();
        rig.idl = path;
        rig.onDisk = true;
        return rig;
    }

    Rig compact() {
        protocol = ThriftWireSettings.Protocol.COMPACT;
        return this;
    }

    Rig protocol(ThriftWireSettings.Protocol chosen) {
        protocol = chosen;
        return this;
    }

    Rig unframed() {
        transport = ThriftWireSettings.Transport.BUFFERED;
        return this;
    }

    Rig transport(ThriftWireSettings.Transport chosen) {
        transport = chosen;
        return this;
    }

    Rig lenient() {
        strict = false;
        return this;
    }

    Rig pipeline(int calls) {
        pipeline = calls;
        return this;
    }

    Rig maxFrameBytes(long bytes) {
        maxFrameBytes = bytes;
        return this;
    }

    Rig rejectUnknown() {
        unknown = UnknownFields.REJECT;
        return this;
    }

    Rig rest(ThriftCallSettings.Rest chosen) {
        rest = chosen;
        return this;
    }

    Rig multiplexed(String service) {
        multiplexed = service;
        return this;
    }

    Rig bind(String path, String from) {
        return bind(path, BindingSettings.from(from));
    }

    Rig bind(String path, BindingSettings settings) {
        bind.put(path, settings);
        return this;
    }

    Rig reply(ReplySettings settings) {
        reply = settings;
        return this;
    }

    Rig query(String query) {
        head = new RequestHead(head.method(), head.path(), query, head.headers(), head.variables());
        return this;
    }

    Rig variable(String name, String value) {
        PathVariables variables = new PathVariables(new String[] {name}, new String[] {value});
        head = new RequestHead(head.method(), head.path(), head.query(), head.headers(), variables);
        return this;
    }

    ThriftWireSettings wireSettings() {
        return new ThriftWireSettings(transport, protocol, pipeline, new ByteSize(maxFrameBytes), strict);
    }

    ThriftProtocol wire() {
        return new ThriftProtocol(wireSettings());
    }

    BridgeCodec newCodec(String service, String method) {
        ReplyMapping mapping = ReplyMapping.compile(reply, new Collected("reply."));
        CodecContext.Reply compiled = new CodecContext.Reply(mapping, new Collected("reply."));
        CodecContext context =
                new CodecContext(wire(), new PathNames(List.of("id")), compiled, unknown, config(), new Collected(""));
        return new ThriftCodecFactory()
                .newCodec(new ThriftCallSettings(idl, service, method, bind, rest, multiplexed), context);
    }

    ThriftCodec codec(String service, String method) {
        if (newCodec(service, method) instanceof ThriftCodec codec && problems.isEmpty()) {
            return codec;
        }
        throw new AssertionError(String.join("\n", problems));
    }

    /** What is sent for a body, as hex. */
    String encode(String service, String method, String body) {
        ByteBuf frame = encode(codec(service, method), body);
        try {
            return ByteBufUtil.hexDump(frame);
        } finally {
            frame.release();
        }
    }

    ByteBuf encode(ThriftCodec codec, String body) {
        ByteBuf content = Unpooled.copiedBuffer(body, StandardCharsets.UTF_8);
        TestExchange exchange = new TestExchange(exchangeId);
        exchange.trace = trace;
        return codec.encode(head, content, exchange);
    }

    /** What becomes of a reply given as hex: status, a blank, body. */
    String decode(String service, String method, String hex) {
        return decode(codec(service, method), ByteBufUtil.decodeHexDump(hex));
    }

    String decode(ThriftCodec codec, byte[] frame) {
        return shown(codec.decode(new Frame(Unpooled.wrappedBuffer(frame), 0), new TestExchange(exchangeId)));
    }

    static String shown(HttpReply reply) {
        try {
            return reply.status() + " " + reply.body().toString(StandardCharsets.UTF_8);
        } finally {
            reply.body().release();
        }
    }

    Problems collected() {
        return new Collected("");
    }

    private ConfigFiles config() {
        return name -> {
            String text = files.get(name);
            if (text != null) {
                return text.getBytes(StandardCharsets.UTF_8);
            }
            return onDisk ? Files.readAllBytes(Path.of(name)) : resourceBytes(name);
        };
    }

    static byte[] resourceBytes(String name) throws IOException {
        try (var in = Rig.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new NoSuchFileException(name);
            }
            return in.readAllBytes();
        }
    }

    private final class Collected implements Problems {
        private final String prefix;

        Collected(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public void add(String path, String detail) {
            String at = path.isEmpty() && prefix.endsWith(".") ? prefix.substring(0, prefix.length() - 1) : prefix;
            problems.add(at + path + ": " + detail);
        }

        @Override
        public Problems at(String path) {
            return new Collected(prefix + path + ".");
        }

        @Override
        public boolean any() {
            return !problems.isEmpty();
        }
    }
}
