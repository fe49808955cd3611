package dev.trestle.wasm.scenario;

import dev.trestle.filter.Callouts;
import dev.trestle.filter.FieldMap;
import dev.trestle.wasm.World;
import dev.trestle.wasm.World.Bytes;
import dev.trestle.wasm.World.Fields;
import dev.trestle.wasm.World.LocalReply;
import dev.trestle.wasm.World.Side;
import dev.trestle.wasm.scenario.ScenarioResult.Difference;
import dev.trestle.wasm.scenario.Step.FieldValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compares what was expected of a step with what it came to. One use. */
final class Check {
    private static final String NOTHING = "nothing";

    private final List<Difference> differences = new ArrayList<>();
    private final Moment moment;
    private final World world;

    private Check(Moment moment, World world) {
        this.moment = moment;
        this.world = world;
    }

    /** What is otherwise; a module that breaks off is always expected not to. */
    static List<Difference> differences(@Nullable Expectation expected, Moment moment, World world) {
        Check check = new Check(moment, world);
        TextMatch lost = expected == null ? null : expected.lost();
        if (lost != null) {
            check.text("lost", lost, moment.lost());
        } else if (moment.lost() != null) {
            check.differ("lost", "the module does not break off", moment.lost());
        }
        if (expected != null) {
            check.all(expected);
        }
        return check.differences;
    }

    private void all(Expectation expected) {
        if (expected.action() != null) {
            String said = moment.said() == null ? "no callback with an action" : Texts.word(moment.said());
            same("action", Texts.word(expected.action()), said);
        }
        fields("requestHeaders", expected.requestHeaders(), world.fields(Fields.REQUEST_HEADERS));
        fields("requestTrailers", expected.requestTrailers(), world.fields(Fields.REQUEST_TRAILERS));
        fields("responseHeaders", expected.responseHeaders(), world.fields(Fields.RESPONSE_HEADERS));
        fields("responseTrailers", expected.responseTrailers(), world.fields(Fields.RESPONSE_TRAILERS));
        bytes("requestBody", expected.requestBody(), Bytes.REQUEST_BODY);
        bytes("responseBody", expected.responseBody(), Bytes.RESPONSE_BODY);
        bytes("downstreamData", expected.downstreamData(), Bytes.DOWNSTREAM_DATA);
        bytes("upstreamData", expected.upstreamData(), Bytes.UPSTREAM_DATA);
        log(expected.log());
        expected.metrics().forEach(this::metric);
        callouts(expected.callouts());
        reply(expected.reply());
        sides("resumed", expected.resumed(), moment.resumed());
        sides("closed", expected.closed(), moment.closed());
        kept("sharedData", expected.sharedData(), moment.sharedData());
        kept("properties", expected.properties(), moment.properties());
    }

    private void fields(String what, Map<String, FieldValue> expected, @Nullable FieldMap actual) {
        expected.forEach((name, value) -> {
            List<String> values = Texts.values(actual, name);
            if (!values.equals(value.all())) {
                differ(what + "." + name, shown(value.all()), shown(values));
            }
        });
    }

    private static String shown(List<String> values) {
        return values.isEmpty() ? NOTHING : values.size() == 1 ? values.getFirst() : values.toString();
    }

    private void bytes(String what, @Nullable TextMatch expected, Bytes which) {
        if (expected != null) {
            bytes(what, expected, Texts.bytes(world.bytes(which)));
        }
    }

    private void bytes(String what, TextMatch expected, byte[] actual) {
        String text = Texts.of(actual);
        if (!expected.fits(text, Texts.hex(actual))) {
            differ(what, expected.shown(), text);
        }
    }

    private void text(String what, @Nullable TextMatch expected, @Nullable String actual) {
        if (expected != null && (actual == null || !expected.fits(actual, ""))) {
            differ(what, expected.shown(), actual == null ? NOTHING : actual);
        }
    }

    private void log(@Nullable List<String> expected) {
        if (expected == null) {
            return;
        }
        if (expected.isEmpty() && !moment.log().isEmpty()) {
            differ("log", NOTHING, String.join("\n", moment.log()));
        }
        int at = 0;
        for (String part : expected) {
            while (at < moment.log().size() && !moment.log().get(at).contains(part)) {
                at++;
            }
            if (at == moment.log().size()) {
                differ("log", part, moment.log().isEmpty() ? NOTHING : String.join("\n", moment.log()));
                return;
            }
            at++;
        }
    }

    private void metric(String name, long expected) {
        Long actual = moment.metrics().get(name);
        same("metrics." + name, Long.toString(expected), actual == null ? "no such metric" : actual.toString());
    }

    private void callouts(@Nullable List<Expectation.Callout> expected) {
        if (expected == null) {
            return;
        }
        if (expected.size() != moment.sent().size()) {
            differ("callouts", expected.size() + " requests", moment.sent().size() + " requests");
        }
        for (int i = 0; i < Math.min(expected.size(), moment.sent().size()); i++) {
            Expectation.Callout wanted = expected.get(i);
            Callouts.Request sent = moment.sent().get(i);
            String at = "callouts[" + i + "].";
            text(at + "cluster", wanted.cluster(), sent.upstream());
            fields(at + "headers", wanted.headers(), sent.headers());
            if (wanted.body() != null) {
                bytes(at + "body", wanted.body(), sent.body());
            }
            if (wanted.timeout() != null) {
                same(
                        at + "timeout",
                        wanted.timeout().toMillis() + "ms",
                        sent.timeout().toMillis() + "ms");
            }
        }
    }

    private void reply(Expectation.@Nullable Reply expected) {
        if (expected == null) {
            return;
        }
        if (moment.replies().isEmpty()) {
            differ("reply", "an answer of its own", NOTHING);
            return;
        }
        LocalReply actual = moment.replies().getFirst();
        if (expected.status() != null) {
            same("reply.status", expected.status().toString(), Integer.toString(actual.status()));
        }
        fields("reply.headers", expected.headers(), actual.headers());
        if (expected.body() != null) {
            bytes("reply.body", expected.body(), actual.body());
        }
    }

    private void sides(String what, @Nullable List<Side> expected, List<Side> actual) {
        if (expected != null) {
            same(what, shown(Texts.words(expected)), shown(Texts.words(actual)));
        }
    }

    private void kept(String what, Map<String, TextMatch> expected, Function<String, byte @Nullable []> actual) {
        expected.forEach((key, value) -> {
            byte[] found = actual.apply(key);
            if (found == null) {
                differ(what + "." + key, value.shown(), NOTHING);
            } else {
                bytes(what + "." + key, value, found);
            }
        });
    }

    private void same(String what, String expected, String actual) {
        if (!expected.equals(actual)) {
            differ(what, expected, actual);
        }
    }

    private void differ(String what, String expected, String actual) {
        differences.add(new Difference(what, expected, actual));
    }
}
