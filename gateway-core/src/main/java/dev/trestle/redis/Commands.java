package dev.trestle.redis;

import dev.trestle.filter.RedisCallouts.Login;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What may be written to a connection that several share: one command at a time, which leaves the connection as it is. */
final class Commands {
    private static final String NO_NAME = "";
    private static final int LONGEST_NAME = 16;

    /**
     * What changes who speaks, to which database, how many replies come or when: whoever shares the connection would see it. Of
     * https://redis.io/docs/latest/commands/.
     */
    private static final Set<String> OF_CONNECTIONS = Set.of(
            "auth",
            "hello",
            "select",
            "quit",
            "reset",
            "client",
            "monitor",
            "sync",
            "psync",
            "replconf",
            "asking",
            "readonly",
            "readwrite",
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
            "shutdown");

    private Commands() {}

    /** Whether these bytes are one command, whole and with nothing behind it, that may share a connection. */
    static boolean isShareable(byte[] bytes) {
        String name = name(Unpooled.wrappedBuffer(bytes));
        return !name.equals(NO_NAME) && !OF_CONNECTIONS.contains(name);
    }

    /** How many replies a login has, and what is written for it. */
    static List<byte[]> login(Login login) {
        List<byte[]> commands = new java.util.ArrayList<>();
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

    /** The first word of a whole command, in lower case; empty for what is none. */
    private static String name(ByteBuf in) {
        long words = number(in, '*');
        String name = NO_NAME;
        for (long word = 0; word < words; word++) {
            long length = number(in, '$');
            if (length < 0 || length > in.readableBytes() - 2) {
                return NO_NAME;
            }
            if (word == 0 && length <= LONGEST_NAME) {
                name = in.toString(in.readerIndex(), (int) length, StandardCharsets.ISO_8859_1);
            } else if (word == 0) {
                name = "of a module of Redis";
            }
            in.skipBytes((int) length);
            if (in.readByte() != '\r' || in.readByte() != '\n') {
                return NO_NAME;
            }
        }
        return in.isReadable() ? NO_NAME : name.toLowerCase(Locale.ROOT);
    }

    /** The number of a line that begins with {@code type}; -1 for anything else. */
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
            if (octet < '0' || octet > '9' || ++digits > 9) {
                return -1;
            }
            number = number * 10 + octet - '0';
        }
        return -1;
    }
}
