package dev.trestle.bridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.http.FailureException;
import dev.trestle.bridge.http.FieldError;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoundNamesTest {
    private static List<String> unknown(BoundNames names, RequestValues request) {
        names.report(request, UnknownFields.REJECT);
        try {
            request.errors().throwIfAny();
            return List.of();
        } catch (FailureException failure) {
            return failure.errors().stream().map(FieldError::field).toList();
        }
    }

    private static BoundNames bound(String... from) {
        return BoundNames.of(List.of(Compiling.object(Map.of(
                "all",
                Compiling.list(
                        java.util.Arrays.stream(from).map(BindingSettings::from).toArray(BindingSettings[]::new))))));
    }

    @Test
    void fields_areReported_whenNothingReadsThem() {
        BoundNames names = bound("query.a", "query.tag[*]", "body.x", "body.o.p", "body.l[0].q", "header.H", "path.id");
        RequestValues request = Requests.of(
                "a=1&tag=1&tag=2&b=1&x.y=2",
                dev.trestle.bridge.http.Headers.of("other", "1"),
                "{\"x\":{\"any\":1},\"o\":{\"p\":1,\"r\":2},\"l\":[{\"z\":1}],\"y\":1,\"a b\":2}");
        assertThat(unknown(names, request))
                .containsExactly("query.b", "query[\"x.y\"]", "body.o.r", "body.y", "body[\"a b\"]");
    }

    @Test
    void nothing_isReported_whenEverythingIsRead() {
        assertThat(unknown(bound("body.a", "query.q"), Requests.json("{\"a\":1}")))
                .isEmpty();
        assertThat(unknown(bound("body.a"), Requests.json(""))).isEmpty();
        assertThat(unknown(bound("body.a.b"), Requests.json("{\"a\":null}"))).isEmpty();
        assertThat(unknown(bound("body"), Requests.json("{\"x\":1}"))).isEmpty();
        assertThat(unknown(bound("body[0]"), Requests.json("[1,2]"))).isEmpty();
        assertThat(unknown(bound("query.a").withWholeBody(), Requests.json("{\"x\":1}")))
                .isEmpty();
    }

    @Test
    void wholeBody_leavesTheOriginalAsItWas() {
        BoundNames names = bound("body.a");
        assertThat(unknown(names.withWholeBody(), Requests.json("{\"x\":1}"))).isEmpty();
        assertThat(unknown(names, Requests.json("{\"x\":1}"))).containsExactly("body.x");
    }

    @Test
    void formFields_areReported_likeQueryParameters() {
        assertThat(unknown(bound("form.a"), Requests.form("a=1&b=2"))).containsExactly("form.b");
        assertThat(unknown(bound("query.a"), Requests.form("b=2"))).containsExactly("form.b");
    }

    @Test
    void body_isReported_whenItHasTheWrongShape() {
        assertThat(unknown(bound("body.a"), Requests.json("[1]"))).containsExactly("body");
        assertThat(unknown(bound("path.id"), Requests.json("{\"x\":1}"))).containsExactly("body.x");
    }

    @Test
    void nothing_isLookedAt_whenThePolicyIsToIgnore() {
        RequestValues request = Requests.of("b=%zz", dev.trestle.bridge.http.Headers.empty(), "not json");
        bound("query.a", "body.a").report(request, UnknownFields.IGNORE);
        assertThat(request.errors().any()).isFalse();
    }
}
