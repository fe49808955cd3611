package dev.trestle.demo.raw;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Balances over a multiplexed connection. Every second balance is answered late, so replies overtake each other.
 *
 * <pre>
 *  0        4                12          14       16
 *  | length | correlation id | operation | status | JSON ...
 * </pre>
 *
 * All numbers are big-endian; the length counts what follows it. Operation 1 is a ping, 210 asks a balance.
 */
final class Ledger {
    private static final int HEADER_BYTES = 12;
    private static final int MAX_FRAME_BYTES = 1 << 20;
    private static final int PING = 1;
    private static final int BALANCE = 210;
    private static final int OK = 0;
    private static final int UNKNOWN_OPERATION = 1;
    private static final int UNKNOWN_ACCOUNT = 44;
    private static final Pattern IBAN = Pattern.compile("\"iban\"\\s*:\\s*\"([A-Za-z0-9]*)\"");

    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    private final int delayMillis;

    Ledger(int delayMillis) {
        this.delayMillis = delayMillis;
    }

    void serve(Socket connection) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(connection.getInputStream()));
        OutputStream out = connection.getOutputStream();
        for (int served = 0; ; served++) {
            int length = in.readInt();
            if (length < HEADER_BYTES || length > MAX_FRAME_BYTES) {
                throw new IOException("frame of " + length + " bytes");
            }
            long correlation = in.readLong();
            int operation = in.readUnsignedShort();
            in.readUnsignedShort();
            String payload = new String(in.readNBytes(length - HEADER_BYTES), StandardCharsets.UTF_8);
            byte[] reply = reply(correlation, operation, payload);
            if (operation == BALANCE && delayMillis > 0 && served % 2 == 0) {
                var unused = later.schedule(() -> write(connection, out, reply), delayMillis, TimeUnit.MILLISECONDS);
            } else {
                write(connection, out, reply);
            }
        }
    }

    private static byte[] reply(long correlation, int operation, String payload) {
        if (operation == PING) {
            return frame(correlation, operation, OK, payload);
        }
        if (operation != BALANCE) {
            return frame(correlation, operation, UNKNOWN_OPERATION, "{\"error\":\"unknown operation\"}");
        }
        Matcher iban = IBAN.matcher(payload);
        if (!iban.find() || iban.group(1).equals("XX00")) {
            return frame(correlation, operation, UNKNOWN_ACCOUNT, "{\"error\":\"unknown account\"}");
        }
        return frame(
                correlation,
                operation,
                OK,
                "{\"iban\":\"" + iban.group(1)
                        + "\",\"currency\":\"EUR\",\"balance\":12345.67,\"version\":9007199254740993}");
    }

    private static byte[] frame(long correlation, int operation, int status, String payload) {
        byte[] json = payload.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(4 + HEADER_BYTES + json.length)
                .putInt(HEADER_BYTES + json.length)
                .putLong(correlation)
                .putShort((short) operation)
                .putShort((short) status)
                .put(json)
                .array();
    }

    private static void write(Socket connection, OutputStream out, byte[] frame) {
        synchronized (connection) {
            try {
                out.write(frame);
            } catch (IOException gone) {
                // the reading side of this connection notices too
            }
        }
    }
}
