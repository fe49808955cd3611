package dev.trestle.testkit;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * One accepted connection of a {@link ScriptedUpstream}. Its script calls the verbs in the order things are to happen; any
 * thread may ask what was received.
 */
public final class ScriptedConnection {
    private static final int SHOWN_BYTES = 256;

    private final Socket socket;
    private final InputStream in;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private volatile boolean peerClosed;
    private volatile boolean peerReset;
    private volatile boolean shut;

    ScriptedConnection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        this.in = socket.getInputStream();
    }

    /** Reads exactly {@code count} bytes; an {@link EOFException} if the peer closes before. */
    public byte[] read(int count) throws IOException {
        byte[] bytes = new byte[count];
        for (int at = 0; at < count; ) {
            int n = receive(bytes, at, count - at);
            if (n < 0) {
                throw new EOFException("FIN after " + at + " bytes (expected: " + count + ")");
            }
            at += n;
        }
        return bytes;
    }

    /** Reads as many bytes as {@code expected} has and compares. */
    public ScriptedConnection expect(byte[] expected) throws IOException {
        byte[] actual = read(expected.length);
        if (!Arrays.equals(actual, expected)) {
            throw new AssertionError("received " + hex(actual) + " (expected: " + hex(expected) + ")");
        }
        return this;
    }

    /** Reads until the peer's FIN; what came since the last verb. */
    public byte[] readUntilEnd() throws IOException {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        byte[] piece = new byte[8192];
        for (int n = receive(piece, 0, piece.length); n >= 0; n = receive(piece, 0, piece.length)) {
            rest.write(piece, 0, n);
        }
        return rest.toByteArray();
    }

    /** Writes all of it at once. */
    public ScriptedConnection send(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** Writes one byte at a time, each in a segment of its own as far as the operating system lets it. */
    public ScriptedConnection sendByteByByte(byte... bytes) throws IOException {
        for (byte b : bytes) {
            socket.getOutputStream().write(b);
        }
        return this;
    }

    /** Goes on when the test opens the gate. */
    public ScriptedConnection pass(Gate gate) throws InterruptedException {
        gate.pass();
        return this;
    }

    /** FIN: nothing more is sent; receiving goes on. */
    public ScriptedConnection fin() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** RST: whatever was not delivered yet is lost, on both sides. */
    public void rst() throws IOException {
        socket.setSoLinger(true, 0);
        shut = true;
        socket.close();
    }

    /** Never answers: records what comes until the peer closes. */
    public void neverAnswer() throws IOException {
        drain();
    }

    /** Everything received so far. */
    public byte[] received() {
        synchronized (received) {
            return received.toByteArray();
        }
    }

    /** Whether the peer has sent its FIN or reset the connection. */
    public boolean isPeerClosed() {
        return peerClosed;
    }

    /** Whether the peer has reset the connection. */
    public boolean isPeerReset() {
        return peerReset;
    }

    void drain() throws IOException {
        byte[] piece = new byte[8192];
        while (!peerClosed && !shut) {
            receive(piece, 0, piece.length);
        }
    }

    boolean isShut() {
        return shut;
    }

    void shut() {
        shut = true;
        try {
            socket.close();
        } catch (IOException ignored) {
            peerClosed = true;
        }
    }

    private int receive(byte[] into, int offset, int count) throws IOException {
        try {
            int n = in.read(into, offset, count);
            if (n < 0) {
                peerClosed = true;
            } else {
                record(into, offset, n);
            }
            return n;
        } catch (IOException reset) {
            if (shut) {
                throw reset;
            }
            peerReset = true;
            peerClosed = true;
            return -1;
        }
    }

    private void record(byte[] bytes, int offset, int count) {
        synchronized (received) {
            received.write(bytes, offset, count);
        }
    }

    private static String hex(byte[] bytes) {
        String shown = HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, SHOWN_BYTES));
        return bytes.length + " bytes " + shown + (bytes.length > SHOWN_BYTES ? "..." : "");
    }
}
