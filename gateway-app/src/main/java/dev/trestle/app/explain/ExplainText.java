package dev.trestle.app.explain;

import dev.trestle.app.explain.Explanation.Found;
import dev.trestle.app.explain.Explanation.Near;
import dev.trestle.app.tap.AnnotatedFrame;
import dev.trestle.app.tap.CallArgument;
import dev.trestle.runtime.DryReply;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An explanation for a terminal of a hundred columns. */
public final class ExplainText {
    private static final int COLUMNS = 100;
    private static final int MAX_BODY_CHARS = 4_000;
    private static final int WIDEST_COLUMN = 34;

    private final PrintWriter out;
    private final Ink ink;
    private final HexText hex;

    /** Writes to {@code out}. */
    public ExplainText(PrintWriter out, Ink ink) {
        this.out = out;
        this.ink = ink;
        this.hex = new HexText(out, ink);
    }

    /** Writes all of it. */
    public void write(Explanation explanation) {
        out.println(ink.bold(HexText.printable(
                explanation.question().method() + " " + explanation.question().target())));
        route(explanation.route());
        near(explanation.near(), explanation.route() == null);
        arguments(explanation.arguments());
        Sent sent = explanation.sent();
        AnnotatedFrame request = explanation.request();
        if (sent == null && request != null) {
            heading("request, " + bytes(request) + ", not sent");
            hex.frame(request);
        }
        if (sent != null) {
            sent(sent);
        } else if (explanation.answer() != null) {
            reply("the client gets", explanation.answer());
        } else if (request != null) {
            out.println();
            out.println("nothing was called; --send calls, and shows what comes back");
        }
        out.flush();
    }

    private void route(@Nullable Found route) {
        if (route == null) {
            out.println("  " + ink.red("no route"));
            return;
        }
        line("route", ink.green(route.id()) + "  " + ink.faint(route.position()));
        line("match", route.pattern());
        line("call", route.call());
        line("cluster", route.cluster() + " (" + route.protocol() + "): " + route.endpoints());
    }

    private void line(String name, String value) {
        out.println("  " + name + " ".repeat(9 - name.length()) + value);
    }

    private void near(List<Near> near, boolean alone) {
        if (near.isEmpty()) {
            return;
        }
        heading(alone ? "the nearest routes" : "not these routes");
        for (Near each : near) {
            out.println("  " + each.id() + "  " + each.pattern() + "  " + ink.faint(each.position()));
            each.reasons()
                    .forEach(reason -> out.println("    " + HexText.start(HexText.printable(reason), COLUMNS - 4)));
        }
    }

    private void arguments(List<CallArgument> arguments) {
        if (arguments.isEmpty()) {
            return;
        }
        heading("arguments");
        int name = width(arguments.stream().map(CallArgument::name).toList());
        int type = width(arguments.stream().map(CallArgument::type).toList());
        int source = width(arguments.stream().map(CallArgument::source).toList());
        for (CallArgument each : arguments) {
            String start = "  " + padded(each.name(), name) + (type == 0 ? "" : "  " + padded(each.type(), type)) + "  "
                    + padded(each.source(), source) + "  ";
            String value = HexText.printable(each.value());
            out.println(start + ink.bold(HexText.start(value, Math.max(20, COLUMNS - start.length()))));
        }
    }

    private static int width(List<String> texts) {
        return Math.min(
                WIDEST_COLUMN, texts.stream().mapToInt(String::length).max().orElse(0));
    }

    private static String padded(String text, int width) {
        String cut = HexText.printable(text);
        return cut + " ".repeat(Math.max(0, width - cut.length()));
    }

    private void sent(Sent sent) {
        String to = sent.endpoint() == null ? "no endpoint was reached" : "to " + sent.endpoint();
        for (AnnotatedFrame request : sent.requests()) {
            heading("request, " + bytes(request) + ", " + to);
            hex.frame(request);
        }
        if (sent.requests().isEmpty()) {
            heading("nothing was sent");
        }
        for (AnnotatedFrame reply : sent.replies()) {
            heading("reply, " + bytes(reply));
            hex.frame(reply);
        }
        String millis = "%.1f ms".formatted(sent.totalMicros() / 1_000.0);
        reply(
                "the client gets, after " + millis
                        + (sent.attempts() > 1 ? " and " + sent.attempts() + " attempts" : ""),
                sent.reply());
    }

    private void reply(String title, DryReply reply) {
        heading(title);
        String status = reply.status()
                + (reply.failure() == null ? "" : " " + reply.failure().title());
        boolean bad = reply.status() >= 400;
        boolean said = reply.failure() != null && reply.failure().code().equalsIgnoreCase(reply.rpcStatus());
        String outcome = said || reply.rpcStatus().isEmpty() ? "" : "  " + ink.faint("rpc: " + reply.rpcStatus());
        out.println("  " + (bad ? ink.red(status) : ink.green(status)) + outcome);
        reply.headers().forEach((name, value) -> out.println("  " + name + ": " + HexText.printable(value)));
        String body = new String(reply.body(), StandardCharsets.UTF_8);
        JsonLines.of(HexText.start(body, MAX_BODY_CHARS)).forEach(line -> out.println("  " + HexText.printable(line)));
    }

    private static String bytes(AnnotatedFrame frame) {
        int length = frame.bytes().length;
        return length == 1 ? "1 byte" : length + " bytes";
    }

    private void heading(String text) {
        out.println();
        out.println(ink.bold(text));
    }
}
