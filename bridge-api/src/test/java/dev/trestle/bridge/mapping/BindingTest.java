package dev.trestle.bridge.mapping;

import static dev.trestle.bridge.mapping.Compiling.constant;
import static dev.trestle.bridge.mapping.Compiling.fallback;
import static dev.trestle.bridge.mapping.Compiling.list;
import static dev.trestle.bridge.mapping.Compiling.missing;
import static dev.trestle.bridge.mapping.Compiling.object;
import static dev.trestle.bridge.mapping.Compiling.required;
import static dev.trestle.bridge.mapping.Compiling.scalar;
import static dev.trestle.bridge.mapping.Requests.show;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.bridge.http.FailureException;
import dev.trestle.bridge.http.FieldError;
import dev.trestle.bridge.settings.Position;
import dev.trestle.bridge.settings.SettingsNode;
import dev.trestle.bridge.settings.SettingsNode.ScalarKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BindingTest {
    private static String resolved(BindingSettings settings, RequestValues request) {
        var problems = Compiling.problems();
        Binding binding = Binding.compile(settings, WhenMissing.OMIT, PathNames.ANY, problems);
        assertThat(problems.list()).isEmpty();
        return show(binding.resolve(request));
    }

    /** Null, absent and empty under each of the rules. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            required | {}          | ABSENT   | missing (expected: a value)
            required | {"a":null}  | ABSENT   | null (expected: a value)
            required | {"a":""}    | 'STRING '| -
            error    | {}          | ABSENT   | missing (expected: a value)
            error    | {"a":null}  | ABSENT   | null (expected: a value)
            default  | {}          | NUMBER 7 | -
            default  | {"a":null}  | NULL     | -
            default  | {"a":""}    | 'STRING '| -
            null     | {}          | NULL     | -
            null     | {"a":null}  | NULL     | -
            omit     | {}          | ABSENT   | -
            omit     | {"a":null}  | NULL     | -
            omit     | {"a":[]}    | ARRAY[]  | -
            """)
    void presence_isDecided_asTheRuleSays(String rule, String body, String shown, String error) {
        BindingSettings settings = switch (rule) {
            case "required" -> required("body.a");
            case "default" -> fallback("body.a", scalar("7", ScalarKind.INTEGER));
            default -> missing("body.a", WhenMissing.valueOf(rule.toUpperCase(java.util.Locale.ROOT)));
        };
        RequestValues request = Requests.json(body);
        assertThat(resolved(settings, request)).isEqualTo(shown);
        assertThat(request.errors().any()).isEqualTo(error != null);
        if (error != null) {
            assertThatThrownBy(() -> request.errors().throwIfAny()).hasMessage("body.a: " + error);
        }
    }

    @Test
    void emptyQueryValue_isThere() {
        assertThat(resolved(required("query.a"), Requests.query("a="))).isEqualTo("TEXT ");
        assertThat(resolved(fallback("query.a", scalar("x", ScalarKind.STRING)), Requests.query("a=")))
                .isEqualTo("TEXT ");
        assertThat(resolved(fallback("query.a", scalar("x", ScalarKind.STRING)), Requests.query("")))
                .isEqualTo("STRING x");
    }

    @Test
    void absent_becomesWhatTheCallerSays_whereTheSettingsAreSilent() {
        var problems = Compiling.problems();
        RequestValues request = Requests.json("{}");
        assertThat(show(Binding.compile(BindingSettings.from("body.a"), WhenMissing.NULL, PathNames.ANY, problems)
                        .resolve(request)))
                .isEqualTo("NULL");
        assertThat(show(Binding.body(WhenMissing.NULL).resolve(Requests.json(""))))
                .isEqualTo("NULL");
        assertThat(show(Binding.body(WhenMissing.NULL).resolve(Requests.json("[1]"))))
                .isEqualTo("ARRAY[NUMBER 1]");
        assertThat(Binding.body(WhenMissing.NULL).origin()).isEqualTo("body");
    }

    @Test
    void objects_arePutTogether_withoutWhatIsAbsent() {
        Map<String, BindingSettings> members = new LinkedHashMap<>();
        members.put("buyerId", required("header.X-User-Id"));
        members.put("items", BindingSettings.from("body.items"));
        members.put("channel", constant(scalar("web", ScalarKind.STRING)));
        members.put("note", BindingSettings.from("body.note"));
        members.put("nested", object(Map.of("id", BindingSettings.from("path.id"))));
        members.put("tags", list(BindingSettings.from("body.none"), BindingSettings.from("body.items[0]")));
        var problems = Compiling.problems();
        Binding binding = Binding.compile(object(members), WhenMissing.NULL, PathNames.ANY, problems);
        RequestValues request =
                Requests.of("", dev.trestle.bridge.http.Headers.of("x-user-id", "42"), "{\"items\":[{\"sku\":\"A\"}]}");
        Value value = binding.resolve(request);
        assertThat(show(value))
                .isEqualTo("OBJECT{buyerId=TEXT 42, items=ARRAY[OBJECT{sku=STRING A}], channel=STRING web,"
                        + " nested=OBJECT{id=TEXT 9007199254740993}, tags=ARRAY[OBJECT{sku=STRING A}]}");
        assertThat(value.size()).isEqualTo(5);
        assertThat(value.member("buyerId").where()).isEqualTo("header.X-User-Id");
        assertThat(value.member("items").values().next().member("sku").where()).isEqualTo("body.items[0].sku");
        assertThat(show(value.member("note"))).isEqualTo("ABSENT");
        assertThat(value.member("note").where()).isEqualTo("object.note");
        assertThat(problems.any()).isFalse();
    }

    @Test
    void everyMissingValue_isReported_atOnce() {
        Map<String, BindingSettings> members = new LinkedHashMap<>();
        members.put("a", required("header.A"));
        members.put("b", required("query.b"));
        members.put("c", required("body.c.d"));
        RequestValues request = Requests.json("{\"c\":5}");
        resolved(object(members), request);
        assertThatThrownBy(() -> request.errors().throwIfAny())
                .isInstanceOfSatisfying(
                        FailureException.class,
                        e -> assertThat(e.errors())
                                .extracting(FieldError::field)
                                .containsExactly("header.A", "query.b", "body.c", "body.c.d"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            body.items    | [1]         | body: a list (expected: an object)
            body.items    | "x"         | body: x (expected: an object)
            body.a.b      | {"a":[{}]}  | body.a: a list (expected: an object)
            body[0]       | {}          | body: an object (expected: a list)
            body.a.b      | {"a":null}  |
            body.items    | null        |
            """)
    void path_isReported_whereTheBodyIsShapedOtherwise(String from, String body, String error) {
        RequestValues request = Requests.json(body);
        assertThat(Requests.fetch(from, request).kind()).isEqualTo(Value.Kind.ABSENT);
        assertThat(request.errors().any()).isEqualTo(error != null);
        if (error != null) {
            assertThatThrownBy(() -> request.errors().throwIfAny()).hasMessage(error);
        }
    }

    @Test
    void pathVariable_isRefused_whenTheRouteHasNone() {
        var problems = Compiling.problems();
        PathNames names = new PathNames(List.of("id", "rest"));
        Binding.compile(object(Map.of("a", BindingSettings.from("path.idd"))), WhenMissing.OMIT, names, problems);
        Binding.compile(BindingSettings.from("path.ID"), WhenMissing.OMIT, names, problems);
        Binding.compile(BindingSettings.from("path.id"), WhenMissing.OMIT, names, problems);
        Binding.compile(BindingSettings.from("path.x"), WhenMissing.OMIT, new PathNames(List.of()), problems);
        assertThat(Compiling.shown(problems))
                .containsExactly(
                        "object.a.from: path.idd (did you mean: id?)",
                        "from: path.ID (did you mean: id?)",
                        "from: path.x (expected: nothing here)");
    }

    @Test
    void writtenValue_isCalledByItsKey_soThatReportsAreSettingsPaths() {
        var problems = Compiling.problems();
        SettingsNode items = new SettingsNode.Sequence(Position.NONE, List.of(scalar("x", ScalarKind.STRING)));
        ArgumentErrors errors = new ArgumentErrors();
        errors.add(
                java.util.Objects.requireNonNull(Binding.written(constant(items)))
                        .values()
                        .next(),
                "expected: 1");
        errors.add(
                java.util.Objects.requireNonNull(Binding.written(fallback("body.a", scalar("y", ScalarKind.STRING)))),
                "expected: 2");
        errors.reportTo(problems.at("args[0]"));
        assertThat(Compiling.shown(problems))
                .containsExactly("args[0].const[0]: x (expected: 1)", "args[0].default: y (expected: 2)");
        assertThat(Binding.written(required("body.a"))).isNull();
    }

    @Test
    void writtenList_hasWhatTheSettingsHold_andNotWhatRequestsBring() {
        Value written = java.util.Objects.requireNonNull(Binding.written(list(
                required("body.a"),
                constant(scalar("x", ScalarKind.STRING)),
                list(fallback("body.b", scalar("y", ScalarKind.STRING))))));
        assertThat(show(written)).isEqualTo("ARRAY[STRING x, ARRAY[STRING y]]");
        var problems = Compiling.problems();
        ArgumentErrors errors = new ArgumentErrors();
        errors.add(written, "expected: 1");
        written.values().forEachRemaining(item -> errors.add(item, "expected: 2"));
        errors.reportTo(problems.at("args[0]"));
        assertThat(Compiling.shown(problems))
                .containsExactly(
                        "args[0].list: a list (expected: 1)",
                        "args[0].list[1].const: x (expected: 2)",
                        "args[0].list[2].list: a list (expected: 2)");
    }

    @Test
    void field_isReportedOnce_withWhatWasSaidFirst() {
        ArgumentErrors errors = new ArgumentErrors();
        errors.add("body.a", "first");
        errors.add("body.a", "second");
        assertThatThrownBy(errors::throwIfAny).hasMessage("body.a: first");
    }

    @Test
    void problems_namePathsBelowObjectsAndLists() {
        var problems = Compiling.problems();
        Binding.compile(
                object(Map.of("a", list(BindingSettings.from("body"), BindingSettings.from("bodi.x")))),
                WhenMissing.OMIT,
                PathNames.ANY,
                problems);
        assertThat(Compiling.shown(problems)).containsExactly("object.a.list[1].from: bodi.x (did you mean: body?)");
    }

    @ParameterizedTest
    @CsvSource({
        "INTEGER, 9007199254740993, NUMBER 9007199254740993",
        "INTEGER, 0x1F, NUMBER 31",
        "INTEGER, 0o17, NUMBER 15",
        "INTEGER, +5, NUMBER 5",
        "DECIMAL, 1.10, NUMBER 1.10",
        "DECIMAL, .inf, STRING Infinity",
        "DECIMAL, -.Inf, STRING -Infinity",
        "DECIMAL, .NaN, STRING NaN",
        "STRING, 007, STRING 007",
        "BOOLEAN, true, BOOLEAN true",
        "NULL, ~, NULL"
    })
    void constants_keepTheirKind(ScalarKind kind, String text, String shown) {
        assertThat(resolved(constant(scalar(text, kind)), Requests.query(""))).isEqualTo(shown);
    }

    @Test
    void constants_canBeNested() {
        SettingsNode items = new SettingsNode.Sequence(Position.NONE, List.of(scalar("1", ScalarKind.INTEGER)));
        SettingsNode mapping = new SettingsNode.Mapping(Position.NONE, Map.of("a", items), Map.of());
        assertThat(resolved(constant(mapping), Requests.query(""))).isEqualTo("OBJECT{a=ARRAY[NUMBER 1]}");
    }

    @Test
    void absentMembersOfManyElements_takeLinearTime() {
        int count = 60_000;
        RequestValues request = Requests.json("[" + "{},".repeat(count) + "{}]");
        org.junit.jupiter.api.Assertions.assertTimeout(java.time.Duration.ofSeconds(10), () -> {
            int seen = 0;
            for (var elements = request.body().values(); elements.hasNext(); ) {
                Value absent = elements.next().member("a");
                request.errors().add(absent, "expected: a value");
                seen += absent.kind() == Value.Kind.ABSENT ? 1 : 0;
            }
            assertThat(seen).isEqualTo(count + 1);
        });
        assertThatThrownBy(() -> request.errors().throwIfAny())
                .isInstanceOfSatisfying(
                        FailureException.class, e -> assertThat(e.errors()).hasSize(100));
    }
}
