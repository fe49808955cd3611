package dev.trestle.codec.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.testkit.JsonSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpSettingsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {'method': 'CONNECT'} | method: CONNECT (expected: another; a tunnel is no request)
                    {'method': 'get'} | method: get (expected: an upper-case HTTP method such as GET)
                    {'host': 'a b'} | host: a b (expected: a host, or host:port)
                    {'path': 'a'} | path: a (expected: starts with /, plain text, decoded, without ? or #)
                    {'path': '/a?b'} | path: /a?b (expected: starts with /, plain text, decoded, without ? or #)
                    {'path': '/{a'} | path: /{a (expected: a } for every {)
                    {'headers': {'set': {'Host': 'a'}}} | headers.set: Host (expected: the name of a field that is passed on)
                    {'headers': {'set': {'Content-Length': '1'}}} | headers.set: Content-Length (expected: the name of a field that is passed on)
                    {'headers': {'set': {'a b': '1'}}} | headers.set: a b (expected: the name of a field that is passed on)
                    {'headers': {'set': {'a': 'b\\nc'}}} | headers.set: a with a control character (expected: none)
                    """)
    void callSettings_areRefused_withPathAndExpectation(String settings, String problem) {
        assertThat(JsonSettings.callProblems(Samples.FACTORY, "{}", settings)).contains(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {'host': 'a b'} | host
                    {'host': 'a/b'} | host
                    {'via': 'a b'} | via
                    {'forwarded': 'maybe'} | forwarded
                    {'maxHeaders': 0} | maxHeaders
                    """)
    void wireSettings_areRefused(String settings, String path) {
        assertThat(JsonSettings.wireProblems(Samples.FACTORY, settings))
                .singleElement()
                .asString()
                .startsWith(path + ": ");
    }

    @Test
    void replySection_isRefused_sinceNothingReadsIt() {
        assertThat(JsonSettings.replyProblems(Samples.FACTORY, "{}", "{}", "{'status': 202}"))
                .singleElement()
                .asString()
                .contains("the service's reply is passed as it is");
    }

    @Test
    void protocols_areEqual_whenTheirSettingsAre() {
        assertThat(JsonSettings.wire(Samples.FACTORY, "{'host': 'a'}"))
                .isEqualTo(JsonSettings.wire(Samples.FACTORY, "{'host': 'a'}"))
                .isNotEqualTo(Samples.PROTOCOL);
    }

    @Test
    void call_isNamed() {
        assertThat(Samples.codec("{}", "{}").call()).isEqualTo("http");
        assertThat(Samples.codec("{}", "{'method': 'GET', 'path': '/a/{b}'}").call())
                .isEqualTo("http GET /a/{b}");
    }
}
