package dev.trestle.app.log;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.json.JsonOptions;
import dev.trestle.bridge.json.JsonWriter;
import dev.trestle.exchange.ExchangeSummary;
import dev.trestle.exchange.Trace;
import dev.trestle.tcp.ConnectionSummary;
import io.netty.buffer.ByteBuf;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The text of one request, or of one connection. Keys are always in this order, those without a value are left out, durations are milliseconds with
 * three decimals.
 *
 * <pre>{@code
 * {"time":"2026-11-21T03:04:05.006Z","id":"..","peer":"..","protocol":"HTTP/1.1","method":"GET","path":"/v1/users/7",
 *  "route":"user.get","cluster":"shop","call":"..","endpoint":"127.0.0.1:20880","attempts":1,"status":200,"rpcStatus":"OK",
 *  "requestBytes":0,"replyBytes":211,"totalMs":1.204,"acquireMs":0.002,"upstreamMs":1.011}
 * }</pre>
 *
 * Last, of a request that took too long: {@code "slow":true}. In {@code path}, values of parameters whose names say that they are
 * secret are {@code ***}. After {@code id}, of a request that belongs to a trace: {@code traceId}. After {@code rpcStatus}, of a request that failed: {@code failure}, {@code code} where the route's error table gave one, {@code detail}.
 *
 * <p>And of one connection that passed through:
 *
 * <pre>{@code
 * {"time":"2026-11-21T03:04:05.006Z","peer":"..","protocol":"TCP","listener":"0.0.0.0:18000","cluster":"web",
 *  "endpoint":"127.0.0.1:9000","end":"closed","requestBytes":5,"replyBytes":211,"totalMs":1204.118,"connectMs":0.302}
 * }</pre>
 */
final class AccessLogLine {
    private static final byte[] TIME = JsonWriter.encodeName("time");
    private static final byte[] ID = JsonWriter.encodeName("id");
    private static final byte[] TRACE = JsonWriter.encodeName("traceId");
    private static final byte[] PEER = JsonWriter.encodeName("peer");
    private static final byte[] PROTOCOL = JsonWriter.encodeName("protocol");
    private static final byte[] METHOD = JsonWriter.encodeName("method");
    private static final byte[] PATH = JsonWriter.encodeName("path");
    private static final byte[] ROUTE = JsonWriter.encodeName("route");
    private static final byte[] CLUSTER = JsonWriter.encodeName("cluster");
    private static final byte[] CALL = JsonWriter.encodeName("call");
    private static final byte[] ENDPOINT = JsonWriter.encodeName("endpoint");
    private static final byte[] ATTEMPTS = JsonWriter.encodeName("attempts");
    private static final byte[] STATUS = JsonWriter.encodeName("status");
    private static final byte[] RPC_STATUS = JsonWriter.encodeName("rpcStatus");
    private static final byte[] FAILURE = JsonWriter.encodeName("failure");
    private static final byte[] CODE = JsonWriter.encodeName("code");
    private static final byte[] DETAIL = JsonWriter.encodeName("detail");
    private static final byte[] REQUEST_BYTES = JsonWriter.encodeName("requestBytes");
    private static final byte[] REPLY_BYTES = JsonWriter.encodeName("replyBytes");
    private static final byte[] TOTAL = JsonWriter.encodeName("totalMs");
    private static final byte[] ACQUIRE = JsonWriter.encodeName("acquireMs");
    private static final byte[] LISTENER = JsonWriter.encodeName("listener");
    private static final byte[] END = JsonWriter.encodeName("end");
    private static final byte[] CONNECT = JsonWriter.encodeName("connectMs");
    private static final byte[] SLOW = JsonWriter.encodeName("slow");
    private static final byte[] UPSTREAM = JsonWriter.encodeName("upstreamMs");

    private static final int MAX_DETAIL_CHARS = 500;

    private final ByteBuf out;
    private final AccessLogRule rule;

    AccessLogLine(ByteBuf out, AccessLogRule rule) {
        this.out = out;
        this.rule = rule;
    }

    /** Appends one line. */
    void write(ExchangeSummary summary) {
        JsonWriter json = new JsonWriter(out, JsonOptions.DEFAULT);
        json.beginObject();
        text(json, TIME, Instant.ofEpochMilli(summary.startMillis()).toString());
        text(json, ID, summary.requestId());
        Trace trace = summary.trace();
        text(json, TRACE, trace == null ? null : trace.context().traceId());
        text(json, PEER, summary.peer());
        text(json, PROTOCOL, summary.protocol());
        text(json, METHOD, summary.method());
        text(json, PATH, Redaction.target(summary.path()));
        text(json, ROUTE, summary.route());
        text(json, CLUSTER, summary.cluster());
        text(json, CALL, summary.call());
        text(json, ENDPOINT, summary.endpoint());
        number(json, ATTEMPTS, summary.attempts());
        number(json, STATUS, summary.status());
        Failure failure = summary.failure();
        text(json, RPC_STATUS, failure == null ? summary.rpcStatus() : theServices(summary.rpcStatus(), failure));
        text(json, FAILURE, failure == null ? mapped(summary) : failure.code());
        text(json, CODE, summary.mappedCode());
        text(json, DETAIL, shown(summary.detail()));
        number(json, REQUEST_BYTES, summary.requestBytes());
        number(json, REPLY_BYTES, summary.replyBytes());
        millis(json, TOTAL, summary.totalNanos());
        millis(json, ACQUIRE, summary.acquireNanos());
        millis(json, UPSTREAM, summary.upstreamNanos());
        if (rule.isSlow(summary)) {
            json.name(SLOW);
            json.bool(true);
        }
        json.endObject();
        out.writeByte('\n');
    }

    /** Appends one line. */
    void write(ConnectionSummary summary) {
        JsonWriter json = new JsonWriter(out, JsonOptions.DEFAULT);
        json.beginObject();
        text(json, TIME, Instant.ofEpochMilli(summary.startMillis()).toString());
        text(json, PEER, summary.peer());
        text(json, PROTOCOL, "TCP");
        text(json, LISTENER, summary.listener());
        text(json, CLUSTER, summary.cluster());
        text(json, ENDPOINT, summary.endpoint());
        text(json, END, summary.end().code());
        text(json, DETAIL, summary.detail());
        number(json, REQUEST_BYTES, summary.bytesIn());
        number(json, REPLY_BYTES, summary.bytesOut());
        millis(json, TOTAL, summary.totalNanos());
        millis(json, CONNECT, summary.connectNanos());
        json.endObject();
        out.writeByte('\n');
    }

    /** The protocol's word; null where the gateway only repeats its own failure, since no service has said anything then. */
    private static @Nullable String theServices(@Nullable String rpcStatus, Failure failure) {
        return failure.code().equalsIgnoreCase(rpcStatus) ? null : rpcStatus;
    }

    private static @Nullable String mapped(ExchangeSummary summary) {
        return summary.mappedCode() == null ? null : "mapped";
    }

    /** What a service says is of any length, and of any characters: those that would move a terminal are spaces here too. */
    private static @Nullable String shown(@Nullable String detail) {
        if (detail == null) {
            return null;
        }
        boolean cut = detail.length() > MAX_DETAIL_CHARS;
        return LogLine.onOneLine(cut ? detail.substring(0, MAX_DETAIL_CHARS) + "..." : detail);
    }

    private static void text(JsonWriter json, byte[] name, @Nullable String value) {
        if (value != null) {
            json.name(name);
            json.string(value);
        }
    }

    private static void number(JsonWriter json, byte[] name, long value) {
        json.name(name);
        json.int64(value);
    }

    private static void millis(JsonWriter json, byte[] name, long nanos) {
        if (nanos >= 0) {
            json.name(name);
            json.decimal(BigDecimal.valueOf(nanos / 1_000, 3));
        }
    }
}
