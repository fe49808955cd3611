package dev.trestle.redis;

import dev.trestle.filter.RedisCallouts.Login;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What may be written to a connection that several share: one command at a time, which leaves the connection as it is. */
final class Commands {
    /** Redis compares names as C does, up to a NUL: what none of its commands' names has is not let through. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private static final int LONGEST_NAME = 64;

    /**
     * What changes who speaks, to which database, how many replies come or when: whoever shares the connection would see it, or wait, or
     * lose it. Of https://redis.io/docs/latest/commands/.
     */
    private static final Set<String> OF_CONNECTIONS = Set.of(
            // who speaks, and how
            "auth",
            "hello",
            "select",
            "swapdb",
            "quit",
            "reset",
            "client",
            "asking",
            "readonly",
            "readwrite",
            // more or other replies than one
            "monitor",
            "sync",
            "psync",
            "replconf",
            "subscribe",
            "psubscribe",
            "ssubscribe",
            "unsubscribe",
            "punsubscribe",
            "sunsubscribe",
            "multi",
            "exec",
            "discard",
            "watch",
            "unwatch",
            // an answer when something happens
            "blpop",
            "brpop",
            "blmove",
            "blmpop",
            "brpoplpush",
            "bzpopmin",
            "bzpopmax",
            "bzmpop",
            "wait",
            "waitaof",
            // the end of connections: "post" Redis takes for HTTP
            "post",
            "debug",
            "failover",
            "replicaof",
            "slaveof",
            "shutdown");

    /** The words that make one of these of a command that is none without them, wherever they stand. */
    private static final Map<String, Set<String>> WITH_WORDS = Map.of(
            "xread", Set.of("block"),
            "xreadgroup", Set.of("block"),
            "script", Set.of("debug"),
            "acl", Set.of("setuser", "deluser", "load"));

    private Commands() {}

    /** Whether these bytes are one command, whole and with nothing behind it, that may share a connection. */
    static boolean isShareable(byte[] bytes) {
        ByteBuf in = Unpooled.wrappedBuffer(bytes);
        long words = number(in, '*');
        ByteBuf first = words < 1 ? null : word(in);
        String name = first == null ? "" : start(first);
        if (first == null
                || first.readableBytes() > LONGEST_NAME
                || !NAME.matcher(name).matches()) {
            return false;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (OF_CONNECTIONS.contains(lower)) {
            return false;
        }
        Set<String> refused = WITH_WORDS.getOrDefault(lower, Set.of());
        for (long i = 1; i < words; i++) {
            ByteBuf word = word(in);
            if (word == null || !refused.isEmpty() && refused.contains(compared(word))) {
                return false;
            }
        }
        return !in.isReadable();
    }

    /** A word as Redis compares it with those it knows: without case, up to a NUL. */
    private static String compared(ByteBuf word) {
        String text = start(word);
        int end = text.indexOf('\0');
        return (end < 0 ? text : text.substring(0, end)).toLowerCase(Locale.ROOT);
    }

    private static String start(ByteBuf word) {
        return word.toString(
                word.readerIndex(), Math.min(word.readableBytes(), LONGEST_NAME), StandardCharsets.ISO_8859_1);
    }

    /** How many replies a login has, and what is written for it. */
    static List<byte[]> login(Login login) {
        List<byte[]> commands = new ArrayList<>();
        if (!login.password().isEmpty() && login.username().isEmpty()) {
            commands.add(of("AUTH", login.password()));
        } else if (!login.password().isEmpty()) {
            commands.add(of("AUTH", login.username(), login.password()));
        }
        if (login.database() != 0) {
            commands.add(of("SELECT", Integer.toString(login.database())));
        }
        return commands;
    }

    private static byte[] of(String... words) {
        ByteBuf out = Unpooled.buffer();
        line(out, '*', words.length);
        for (String word : words) {
            byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
            line(out, '$', bytes.length);
            out.writeBytes(bytes).writeByte('\r').writeByte('\n');
        }
        byte[] command = new byte[out.readableBytes()];
        out.readBytes(command);
        return command;
    }

    private static void line(ByteBuf out, char type, int number) {
        out.writeByte(type);
        out.writeCharSequence(number + "\r\n", StandardCharsets.US_ASCII);
    }

    /** The next word of a command, in place; null for what is none. */
    private static @Nullable ByteBuf word(ByteBuf in) {
        long length = number(in, '$');
        if (length < 0 || length > in.readableBytes() - 2) {
            return null;
        }
        ByteBuf word = in.readSlice((int) length);
        return in.readByte() == '\r' && in.readByte() == '\n' ? word : null;
    }

    /**
     * The number of a line that begins with {@code type}; -1 for anything else, a zero before other digits too: Redis closes the connection
     * for it.
     */
    private static long number(ByteBuf in, char type) {
        if (in.readableBytes() < 4 || in.readByte() != type) {
            return -1;
        }
        long number = 0;
        int digits = 0;
        while (in.isReadable()) {
            byte octet = in.readByte();
            if (octet == '\r') {
                return digits > 0 && in.isReadable() && in.readByte() == '\n' ? number : -1;
            }
            boolean zeroBefore = digits > 0 && number == 0;
            if (octet < '0' || octet > '9' || ++digits > 9 || zeroBefore) {
                return -1;
            }
            number = number * 10 + octet - '0';
        }
        return -1;
    }
}
