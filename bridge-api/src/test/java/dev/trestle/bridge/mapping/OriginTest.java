package dev.trestle.bridge.mapping;

import static dev.trestle.bridge.mapping.Requests.fetch;
import static dev.trestle.bridge.mapping.Requests.show;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FailureException;
import dev.trestle.bridge.http.Headers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {
    private static final String BODY = """
            {"id": 9007199254740993, "text": "9007199254740993", "list": [9007199254740993, {"x": 1.10000000000000000001}],
             "a": {"b": [true], "a.b": "dotted", "c": null}, "empty": "", "a.b": 2}
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            path.id              | TEXT 9007199254740993
            path["odd.name"]     | TEXT o
            path.none            | ABSENT
            request.id           | TEXT r-1
            trace.parent         | ABSENT
            body.id              | NUMBER 9007199254740993
            body.text            | STRING 9007199254740993
            body.list[0]         | NUMBER 9007199254740993
            body.list[1].x       | NUMBER 1.10000000000000000001
            body.list[2]         | ABSENT
            body.list.x          | ABSENT
            body.a.b[0]          | BOOLEAN true
            body.a["a.b"]        | STRING dotted
            body["a.b"]          | NUMBER 2
            body.a.c             | NULL
            body.a.c.d           | ABSENT
            body.none.deeper[3]  | ABSENT
            body.a[0]            | ABSENT
            """)
    void value_isFetched_exactly(String from, String shown) {
        Value value = fetch(from, Requests.json(BODY));
        assertThat(show(value)).isEqualTo(shown);
        assertThat(value.where()).isEqualTo(from);
    }

    @Test
    void integers_areExact_whereverTheyStand() {
        for (String from : new String[] {"body.id", "body.list[0]"}) {
            Value value = fetch(from, Requests.json(BODY));
            assertThat(value.isInt64()).isTrue();
            assertThat(value.int64()).isEqualTo(9007199254740993L);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a=1               | query.a    | TEXT 1
            a=1&a=2           | query.a    | TEXT 1
            a=1&b=x&a=2       | query.a[*] | ARRAY[TEXT 1, TEXT 2]
            a=1               | query.a[*] | ARRAY[TEXT 1]
            b=1               | query.a[*] | ABSENT
            b=1               | query.a    | ABSENT
            a=                | query.a    | 'TEXT '
            a                 | query.a    | 'TEXT '
            &&a=1&&           | query.a    | TEXT 1
            a=b=c             | query.a    | TEXT b=c
            a=x+y%20z%2Bw     | query.a    | TEXT x y z+w
            a=1%262           | query.a    | TEXT 1&2
            a%3Db=1           | query.a=b  | TEXT 1
            a%26=1            | query.a&   | TEXT 1
            a.b=1             | query["a.b"] | TEXT 1
            a[0]=1            | query["a[0]"] | TEXT 1
            a=%C3%A9          | query.a    | TEXT é
            a=\u00c3\u00a9    | query.a    | TEXT é
            """)
    void query_isSplitFirst_andDecodedAfter(String query, String from, String shown) {
        RequestValues request = Requests.query(query);
        assertThat(show(fetch(from, request))).isEqualTo(shown);
        assertThat(request.errors().any()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a=%       | query.a: a=% (expected: percent-encoded UTF-8)
            a=%2      | query.a: a=%2 (expected: percent-encoded UTF-8)
            a=%zz     | query.a: a=%zz (expected: percent-encoded UTF-8)
            a=%FF     | query.a: a=%FF (expected: percent-encoded UTF-8)
            a=%C3     | query.a: a=%C3 (expected: percent-encoded UTF-8)
            a=%ED%A0%80 | query.a: a=%ED%A0%80 (expected: percent-encoded UTF-8)
            %C0%80=a  | query: %C0%80=a (expected: percent-encoded UTF-8)
            """)
    void query_isAnError_whenItIsNotPercentEncodedUtf8(String query, String detail) {
        RequestValues request = Requests.query(query);
        assertThat(show(fetch("query.a", request))).isEqualTo("ABSENT");
        assertThatThrownBy(() -> request.errors().throwIfAny())
                .hasMessage(detail)
                .isInstanceOfSatisfying(
                        FailureException.class, e -> assertThat(e.failure()).isEqualTo(Failure.INVALID_ARGUMENT));
    }

    @Test
    void form_isReadLikeAQuery() {
        RequestValues request = Requests.form("a=1%262&b=x+y&a=3&c=&d=%C3%A9");
        assertThat(show(fetch("form.a", request))).isEqualTo("TEXT 1&2");
        assertThat(show(fetch("form.a[*]", request))).isEqualTo("ARRAY[TEXT 1&2, TEXT 3]");
        assertThat(show(fetch("form.b", request))).isEqualTo("TEXT x y");
        assertThat(show(fetch("form.c", request))).isEqualTo("TEXT ");
        assertThat(show(fetch("form.d", request))).isEqualTo("TEXT é");
        assertThat(show(fetch("form.e", request))).isEqualTo("ABSENT");
        assertThat(fetch("form.a[*]", request).values().next().where()).isEqualTo("form.a[0]");
    }

    @Test
    void form_isAnError_whenItsBytesAreNoUtf8() {
        RequestValues request =
                Requests.bytes("application/x-www-form-urlencoded", "a=\u00ff".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(show(fetch("form.a", request))).isEqualTo("ABSENT");
        assertThat(request.errors().any()).isTrue();
    }

    @Test
    void headersAndCookies_areReadInOrder() {
        Headers headers =
                Headers.of("X-Id", "1", "cookie", "a=1; b=x=y", "x-id", "2", "Cookie", "c=3;a=4", "X-Empty", "");
        RequestValues request = Requests.of("", headers, "");
        assertThat(show(fetch("header.x-ID", request))).isEqualTo("TEXT 1");
        assertThat(show(fetch("header.X-Id[*]", request))).isEqualTo("ARRAY[TEXT 1, TEXT 2]");
        assertThat(show(fetch("header.X-Empty", request))).isEqualTo("TEXT ");
        assertThat(show(fetch("header.X-None", request))).isEqualTo("ABSENT");
        assertThat(show(fetch("cookie.a", request))).isEqualTo("TEXT 1");
        assertThat(show(fetch("cookie.b", request))).isEqualTo("TEXT x=y");
        assertThat(show(fetch("cookie.c", request))).isEqualTo("TEXT 3");
        assertThat(show(fetch("cookie.A", request))).isEqualTo("ABSENT");
    }

    @Test
    void body_isAbsent_whenThereIsNone() {
        assertThat(show(fetch("body", Requests.json("")))).isEqualTo("ABSENT");
        assertThat(fetch("body.a.b", Requests.json("")).where()).isEqualTo("body.a.b");
    }

    @Test
    void body_isRefused_whenItIsNoJson() {
        assertThatThrownBy(() -> fetch("body", Requests.json("{\"a\":\n x}")))
                .hasMessage("body: line 2, column 2: x (expected: a value)")
                .isInstanceOfSatisfying(
                        FailureException.class, e -> assertThat(e.failure()).isEqualTo(Failure.MALFORMED_JSON));
        assertThatThrownBy(() -> fetch("body", Requests.form("a=1&b={}")))
                .hasMessage("content-type application/x-www-form-urlencoded (expected: application/json)")
                .isInstanceOfSatisfying(
                        FailureException.class, e -> assertThat(e.failure()).isEqualTo(Failure.UNSUPPORTED_MEDIA_TYPE));
        assertThatThrownBy(() -> fetch("form.a", Requests.json("{}")))
                .isInstanceOfSatisfying(
                        FailureException.class, e -> assertThat(e.failure()).isEqualTo(Failure.UNSUPPORTED_MEDIA_TYPE));
        assertThatThrownBy(() -> fetch("body", Requests.bytes("text/plain", new byte[] {'1'})))
                .hasMessage("content-type text/plain (expected: application/json)");
    }

    @Test
    void body_isRead_whenItIsJsonUnderNoTypeOrUnderTheOneThatClientsNameUnasked() {
        assertThat(show(fetch("body", Requests.of("", Headers.empty(), "[1]")))).isEqualTo("ARRAY[NUMBER 1]");
        assertThat(show(fetch("body", Requests.form("[1]")))).isEqualTo("ARRAY[NUMBER 1]");
        assertThat(show(fetch("body", Requests.bytes("application/vnd.x+json", new byte[] {'1'}))))
                .isEqualTo("NUMBER 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-www-form-urlencoded"})
    void body_isRefused_whenItIsCompressed(String type) {
        RequestValues request = Requests.of("", Headers.of("content-type", type, "Content-Encoding", "gzip"), "{}");
        assertThatThrownBy(() -> fetch(type.endsWith("json") ? "body" : "form.a", request))
                .hasMessage("content-encoding gzip (expected: none)")
                .isInstanceOfSatisfying(
                        FailureException.class, e -> assertThat(e.failure()).isEqualTo(Failure.UNSUPPORTED_MEDIA_TYPE));
        RequestValues plain = Requests.of("", Headers.of("content-encoding", "Identity"), "1");
        assertThat(show(plain.body())).isEqualTo("NUMBER 1");
    }

    @ParameterizedTest
    @CsvSource({"utf-16, utf-16", "ISO-8859-1, iso-8859-1", "'\"latin1\"', latin1"})
    void jsonBody_isRefused_whenItIsInAnotherCharset(String charset, String named) {
        RequestValues request =
                Requests.bytes("application/json; x=1; Charset=" + charset, "{}".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(request::body)
                .hasMessage("content-type with charset " + named + " (expected: utf-8)")
                .isInstanceOfSatisfying(
                        FailureException.class, e -> assertThat(e.failure()).isEqualTo(Failure.UNSUPPORTED_MEDIA_TYPE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json;charset=UTF-8",
                "application/json; charset=\"utf-8\"",
                "text/json+json; charset=us-ascii"
            })
    void jsonBody_isRead_whenItIsUtf8(String contentType) {
        assertThat(Requests.bytes(contentType, "{}".getBytes(StandardCharsets.UTF_8))
                        .body()
                        .kind())
                .isEqualTo(Value.Kind.OBJECT);
    }

    @Test
    void where_namesEveryStep() {
        RequestValues request = Requests.json("{\"a\":[0,{\"b c\":{\"d\":[[7]]}}]}");
        Value a = request.body().member("a");
        var elements = a.values();
        elements.next();
        Value second = elements.next();
        Value deep = second.member("b c").member("d").values().next().values().next();
        assertThat(deep.where()).isEqualTo("body.a[1][\"b c\"].d[0][0]");
        assertThat(second.member("none").where()).isEqualTo("body.a[1].none");
        assertThat(second.values().next().name()).isEqualTo("b c");
        assertThat(deep.name()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            quer.x        | quer.x (did you mean: query?)
            haeder.X      | haeder.X (did you mean: header?)
            request.ids   | request.ids (did you mean: request.id?)
            query         | query (expected: query.name, query.name[*], or query["odd.name"])
            query.a.b     | query.a.b (expected: query.name, query.name[*], or query["odd.name"])
            query[0]      | query[0] (expected: query.name, query.name[*], or query["odd.name"])
            path.a[*]     | path.a[*] (expected: path.name, or path["odd.name"])
            cookie.a[*]   | cookie.a[*] (expected: cookie.name, or cookie["odd.name"])
            body.a[*]     | body.a[*] (expected: body, body.name, body.name[0])
            body..a       | body..a (expected: body, body.name, body.name[0])
            body.a[x]     | body.a[x] (expected: body, body.name, body.name[0])
            body.a[-1]    | body.a[-1] (expected: body, body.name, body.name[0])
            body.a[0]b    | body.a[0]b (expected: body, body.name, body.name[0])
            body.[0]      | body.[0] (expected: body, body.name, body.name[0])
            body.a[       | body.a[ (expected: body, body.name, body.name[0])
            'body["a'     | 'body["a (expected: body, body.name, body.name[0])'
            """)
    void from_isRefused_whenItIsNotOfTheLanguage(String from, String detail) {
        var problems = Compiling.problems();
        Binding.compile(BindingSettings.from(from), WhenMissing.OMIT, PathNames.ANY, problems);
        assertThat(Compiling.shown(problems)).containsExactly("from: " + detail);
    }
}
