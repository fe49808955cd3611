package dev.trestle.app.explain;

import dev.trestle.app.explain.Explanation.Found;
import dev.trestle.app.explain.Explanation.Near;
import dev.trestle.app.tap.AnnotatedFrame;
import dev.trestle.app.tap.CallArgument;
import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.HttpReply;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.bridge.mapping.ProblemReply;
import dev.trestle.bridge.mapping.RequestValues;
import dev.trestle.config.ClusterConfig;
import dev.trestle.config.EndpointConfig;
import dev.trestle.route.Match;
import dev.trestle.route.NearRoutes;
import dev.trestle.route.Route;
import dev.trestle.runtime.DryCall;
import dev.trestle.runtime.DryReply;
import dev.trestle.runtime.DryRun;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers questions about one configuration without calling anything. */
public final class Explainer {
    private static final int NEAR = 5;

    private final DryRun run;

    /** About the routes of {@code run}. */
    public Explainer(DryRun run) {
        this.run = run;
    }

    /** What becomes of {@code question}. */
    public Explanation explain(Question question) {
        return switch (run.routes().match(question.routed())) {
            case Match.Found found -> found(question, found);
            case Match.WrongMethod wrong -> {
                String allow = String.join(", ", wrong.allow());
                yield unmatched(
                        question,
                        ProblemReply.of(
                                Failure.METHOD_NOT_ALLOWED,
                                question.method() + " (expected: " + allow + ")",
                                List.of(),
                                Headers.of("allow", allow)));
            }
            case Match.BadPath bad ->
                unmatched(
                        question,
                        ProblemReply.of(
                                Failure.BAD_REQUEST,
                                "the path is not valid percent-encoded UTF-8",
                                List.of(),
                                Headers.empty()));
            case Match.NoRoute none ->
                unmatched(
                        question,
                        ProblemReply.of(
                                Failure.NO_ROUTE,
                                "no route for " + question.method() + " " + question.path(),
                                List.of(),
                                Headers.empty()));
        };
    }

    private Explanation unmatched(Question question, HttpReply reply) {
        return new Explanation(question, null, near(question, null), List.of(), null, DryReply.of(reply), null);
    }

    private Explanation found(Question question, Match.Found found) {
        Route route = found.route();
        RequestHead head = question.head(found.variables());
        List<CallArgument> arguments = CallArgument.of(
                route.codec().notes(),
                new RequestValues(head, Unpooled.wrappedBuffer(question.body()), () -> "(the request's id)"));
        try (DryCall call = run.call(route, head, question.body())) {
            byte[] sent = call.sent();
            AnnotatedFrame frame = sent.length == 0
                    ? null
                    : AnnotatedFrame.of(sent, route.codec().notes()::request);
            return new Explanation(question, shown(route), near(question, route), arguments, frame, call.reply(), null);
        }
    }

    private List<Near> near(Question question, @Nullable Route taken) {
        return NearRoutes.of(run.routes(), question.routed(), taken, NEAR).stream()
                .map(near -> new Near(
                        near.route().id(),
                        pattern(near.route()),
                        near.route().position().toString(),
                        near.reasons()))
                .toList();
    }

    private static Found shown(Route route) {
        ClusterConfig cluster = route.cluster().config();
        String endpoints = cluster.dns() == null
                ? cluster.endpoints().stream().map(EndpointConfig::address).collect(Collectors.joining(", "))
                : "the addresses of " + cluster.dns().name();
        return new Found(
                route.id(),
                pattern(route),
                route.position().toString(),
                route.codec().call(),
                route.cluster().name(),
                cluster.wire().keySet().iterator().next(),
                endpoints);
    }

    private static String pattern(Route route) {
        String method = route.pattern().method();
        String host = route.pattern().host();
        return (method == null ? "any" : method) + " " + (host == null ? "" : host)
                + route.pattern().path();
    }
}
