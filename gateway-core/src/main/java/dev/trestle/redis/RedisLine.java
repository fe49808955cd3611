package dev.trestle.redis;

import dev.trestle.bridge.http.Failure;
import dev.trestle.upstream.DialListener;
import dev.trestle.upstream.Endpoint;
import dev.trestle.upstream.SharedLine;
import dev.trestle.upstream.SharedLines;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to Redis: connecting, logging in, open, perhaps retired, closed. Commands go out in the order they come and replies
 * come back in that order; the place of a call that has ended is kept until its reply has come. After a call that got no answer in time
 * nobody new comes to it: it closes with the last call that still waits. On its event loop only.
 */
final class RedisLine extends ChannelInboundHandlerAdapter implements DialListener, SharedLine {
    /** The most commands without their reply. */
    static final int MAX_COMMANDS = 1024;

    /** The most bytes of such commands. */
    static final int MAX_COMMAND_BYTES = 4 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(RedisLine.class);
    /** For so long a login that was refused is not tried again. */
    private static final Duration REFUSED = Duration.ofSeconds(1);

    private static final int MAX_SHOWN_CHARS = 200;
    /** What could begin a line of its own in a log, or change how it reads: control and format characters, separators of lines. */
    private static final Pattern UNSHOWN = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]");

    private final SharedLines.OfLoop<RedisLines.Key, RedisLine> owner;
    private final RedisLines.Key key;
    private final ReplyCutter cutter = new ReplyCutter();
    private final ArrayDeque<RedisCall> waiting = new ArrayDeque<>();
    private final ArrayDeque<RedisCall> sent = new ArrayDeque<>();
    private @Nullable Channel channel;
    private byte @Nullable [] refusal;
    private int loginReplies;
    private int commandBytes;
    private int live;
    private boolean ready;
    private boolean retired;
    private boolean flushing;
    private boolean closed;

    RedisLine(SharedLines.OfLoop<RedisLines.Key, RedisLine> owner, RedisLines.Key key) {
        this.owner = owner;
        this.key = key;
    }

    // ---- SharedLine ----

    @Override
    public void open() {
        var unused = key.cluster().on(owner.loop()).dial(this);
    }

    @Override
    public boolean isOpening() {
        return !ready && !closed;
    }

    /** Who waits for an answer. */
    @Override
    public int users() {
        return live;
    }

    /** Sends a call's command, when it can be; answers it at once if there are too many, or if nobody may log in. */
    void add(RedisCall call) {
        live++;
        int size = call.bytes().length;
        if (refusal != null || closed) {
            call.answer(refusal);
        } else if (waiting.size() + sent.size() >= MAX_COMMANDS || size > MAX_COMMAND_BYTES - commandBytes) {
            LOG.debug("{}: too many commands without their reply", this);
            call.answer(null);
        } else {
            commandBytes += size;
            if (ready) {
                write(call);
            } else {
                waiting.add(call);
            }
        }
    }

    /** A call has ended. */
    void onOver() {
        live--;
        if (retired && live == 0 && !closed) {
            close("its last call has ended");
        }
    }

    /** A call gets no answer in time. Those behind it are in no better place, but are not to end before their time. */
    void onTimeout() {
        if (channel != null) {
            retire();
        }
    }

    private void retire() {
        retired = true;
        owner.retire(key, this);
    }

    // ---- DialListener ----

    @Override
    public void onConnected(Endpoint endpoint, Channel connection) {
        if (closed) {
            var unused = connection.close();
            return;
        }
        channel = connection;
        connection.pipeline().addLast(this);
        connection.config().setAutoRead(true);
        List<byte[]> login = Commands.login(key.login());
        loginReplies = login.size();
        login.forEach(this::write);
        if (login.isEmpty()) {
            onReady();
        }
    }

    @Override
    public void onLeaving() {
        retire();
        if (live == 0 && !closed) {
            close("its endpoint is none of the cluster any more");
        }
    }

    @Override
    public void onFailure(Failure failure, String detail) {
        close(failure.code() + ", " + detail);
    }

    // ---- the connection ----

    private void onReady() {
        ready = true;
        for (RedisCall each = waiting.poll(); each != null; each = waiting.poll()) {
            if (each.isOver()) {
                commandBytes -= each.bytes().length;
            } else {
                write(each);
            }
        }
    }

    private void write(RedisCall call) {
        sent.add(call);
        write(call.bytes());
    }

    private void write(byte[] bytes) {
        Channel open = channel;
        if (open == null) {
            return;
        }
        var unused = open.write(Unpooled.wrappedBuffer(bytes), open.voidPromise());
        if (!flushing) {
            flushing = true;
            // What one turn of the loop asks for leaves at once.
            owner.loop().execute(() -> {
                flushing = false;
                open.flush();
            });
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            while (!closed && cutter.read(bytes)) {
                onReply();
            }
        } catch (ReplyCutter.MalformedException malformed) {
            LOG.warn("{}: no RESP2: {}", this, malformed.getMessage());
            close("malformed reply");
        } finally {
            bytes.release();
        }
    }

    private void onReply() {
        boolean tooLarge = cutter.isTooLarge();
        byte[] reply = cutter.take();
        if (loginReplies > 0) {
            onLogin(reply);
            return;
        }
        RedisCall call = sent.poll();
        if (call == null) {
            LOG.warn("{}: a reply that nobody has asked for", this);
            close("malformed reply");
            return;
        }
        commandBytes -= call.bytes().length;
        call.answer(tooLarge ? null : reply);
    }

    private void onLogin(byte[] reply) {
        loginReplies--;
        if (reply.length > 0 && reply[0] == '-') {
            LOG.warn(
                    "{}: the login of {} was refused: {}",
                    this,
                    shown(key.login().toString()),
                    shown(reply));
            refuse(reply);
        } else if (loginReplies == 0) {
            onReady();
        }
    }

    /** The beginning of what somebody else wrote, on one line. */
    static String shown(byte[] written) {
        return shown(new String(written, 0, Math.min(written.length, MAX_SHOWN_CHARS), StandardCharsets.UTF_8));
    }

    private static String shown(String written) {
        String start = written.strip();
        start = start.substring(0, Math.min(start.length(), MAX_SHOWN_CHARS));
        return UNSHOWN.matcher(start).replaceAll("?");
    }

    /** Whoever wants to speak as this one hears for a while what Redis has said of it. */
    private void refuse(byte[] reply) {
        refusal = reply;
        closed = true;
        closeChannel();
        endAll(reply);
        var unused = owner.loop().schedule(() -> owner.closed(key, this), REFUSED.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Ends it and every call. */
    @Override
    public void close(String reason) {
        if (closed) {
            return;
        }
        closed = true;
        LOG.debug("{}: closing: {}", this, reason);
        owner.closed(key, this);
        closeChannel();
        endAll(null);
    }

    private void closeChannel() {
        if (channel != null) {
            var unused = channel.close();
        }
    }

    private void endAll(byte @Nullable [] reply) {
        for (ArrayDeque<RedisCall> calls : List.of(sent, waiting)) {
            for (RedisCall each = calls.poll(); each != null; each = calls.poll()) {
                each.answer(reply);
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        close("closed by Redis");
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            close("closed by Redis");
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        close(cause.toString());
    }

    @Override
    public String toString() {
        return "cluster " + key.cluster().name() + ": redis " + (channel == null ? "" : channel.remoteAddress());
    }
}
