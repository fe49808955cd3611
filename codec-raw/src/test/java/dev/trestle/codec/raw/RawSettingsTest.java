package dev.trestle.codec.raw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.testkit.JsonSettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawSettingsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {'frame': {}} | frame: 0 of length, delimited, fixed, close (expected: exactly one)
                    {'frame': {'close': {}, 'length': {}}} | frame: 2 of length, delimited, fixed, close (expected: exactly one)
                    {'frame': {'length': {'bytes': 5}}} | frame.length.bytes: 5 (expected: 1, 2, 3, 4 or 8)
                    {'frame': {'length': {'bytes': 6, 'encoding': 'bcd'}}} | frame.length.bytes: 6 (expected: 1..5)
                    {'frame': {'length': {'at': 1}}} | frame.length.at: 1 (expected: an offset where a header field begins or the header ends)
                    {'frame': {'length': {'encoding': 'varint', 'counts': 'frame'}}} | frame.length.counts: frame (expected: rest or payload, a varint does not count itself)
                    {'frame': {'delimited': {'ends': []}}} | frame.delimited.ends: an empty list (expected: one delimiter or more)
                    {'frame': {'delimited': {'ends': ['']}}} | frame.delimited.ends: an empty delimiter (expected: one byte or more)
                    {'frame': {'delimited': {'ends': ['\\r', '\\r\\n']}}} | frame.delimited.ends: one begins with another (expected: none can wait for the other)
                    {'frame': {'delimited': {'ends': ['e'], 'escape': 'e'}}} | frame.delimited.escape: e (expected: a byte that begins no delimiter)
                    {'frame': {'fixed': {'size': 8, 'pad': '..'}}} | frame.fixed.pad: .. (expected: one byte)
                    {'frame': {'close': {}}, 'header': [{'name': 'a', 'type': 'u24'}]} | header[0].type: u24 (expected: u8, u16, u32, u64, i8, i16, i32, i64, any with le, text(1..1024) or bytes(1..1024))
                    {'frame': {'close': {}}, 'header': [{'name': 'a b', 'type': 'u8'}]} | header[0].name: a b (expected: letters, digits, _ and -)
                    {'frame': {'close': {}}, 'header': [{'name': 'a', 'type': 'u8', 'const': 256}]} | header[0].const: 256 (expected: a whole number in 0..255)
                    {'frame': {'close': {}}, 'header': [{'name': 'a', 'type': 'bytes(2)', 'const': 'zz'}]} | header[0].const: zz (expected: 2 bytes in hex)
                    {'frame': {'length': {}}, 'correlate': 'id'} | correlate: id (expected: the name of a header field of an integer type, without const)
                    {'frame': {'close': {}}, 'header': [{'name': 'id', 'type': 'u8'}], 'correlate': 'id'} | correlate: id (expected: nothing, frames of kind close end the connection)
                    {'frame': {'length': {}}, 'pipeline': 2, 'heartbeat': {'payload': 'PING', 'expect': {'payload': 'PONG'}}} | heartbeat: a heartbeat (expected: none with pipeline, whose replies it could be taken for)
                    {'frame': {'close': {}}, 'pipeline': 2} | pipeline: 2 (expected: nothing, frames of kind close end the connection)
                    {'frame': {'length': {}}, 'header': [{'name': 'id', 'type': 'u8'}], 'correlate': 'id', 'pipeline': 2} | pipeline: 2 (expected: nothing, with correlate replies come in any order)
                    {'frame': {'fixed': {'size': 1}}, 'header': [{'name': 'id', 'type': 'u16'}]} | frame.fixed.size: 1 (expected: at least the header's 2)
                    {'frame': {'length': {}}, 'heartbeat': {'expect': {}}} | heartbeat.expect: nothing (expected: header or payload)
                    {'frame': {'delimited': {'ends': ['g']}}, 'heartbeat': {'payload': 'ping', 'expect': {'payload': 'o'}}} | heartbeat.payload: the payload holds what ends a frame (expected: no 67 in it)
                    {'frame': {'length': {}}, 'heartbeat': {'header': {'op': 1}, 'expect': {'payload': ''}}} | heartbeat.header.op: unknown header field (expected: nothing here)
                    {'frame': {'lenght': {}}} | frame.lenght: unknown key (did you mean: length?)
                    """)
    void wireSettings_areRefused_withPathAndExpectation(String settings, String problem) {
        assertThat(JsonSettings.wireProblems(Samples.FACTORY, settings)).contains(problem);
    }

    @Test
    void fieldNamedTwice_isRefused() {
        String twice =
                "{'frame': {'length': {}}, 'header': [{'name': 'a', 'type': 'u8'}, {'name': 'a', 'type': 'u8'}]}";
        assertThat(JsonSettings.wireProblems(Samples.FACTORY, twice))
                .containsExactly("header: a twice (expected: unique names)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {'header': {'operation': 65536}} | header.operation: 65536 (expected: a whole number in 0..65535)
                    {'header': {'opperation': 1}} | header.opperation: unknown header field (did you mean: operation?)
                    {'header': {'correlation': 1}} | header.correlation: set by the protocol itself (expected: one of [operation, status])
                    {'header': {'operation': {'const': 1, 'from': 'path.x'}}} | header.operation: both of const, from (expected: exactly one)
                    {'payload': {}} | payload: 0 of json, text, bytes (expected: exactly one)
                    {'payload': {'json': 'body', 'text': 'body'}} | payload: 2 of json, text, bytes (expected: exactly one)
                    {'payload': {'text': 'path.x', 'charset': 'latin-seven'}} | payload.charset: latin-seven (expected: a charset such as UTF-8, ISO-8859-1, IBM500)
                    {'payload': {'json': {'type': 'long', 'from': 'path.x'}}} | payload.json.type: long (expected: string, number or boolean)
                    {'payload': {'text': {'const': '€'}, 'charset': 'US-ASCII'}} | payload: a constant that cannot be written (expected: a value of its form and charset)
                    {'payload': {'json': {'object': {'n': {'type': 'boolean', 'list': ['body.b']}}}}} | payload.json.object.n.list: a list (expected: true or false)
                    {'header': {'operation': {'from': 'query.x', 'default': 70000}}} | header.operation.default: 70000 (expected: a whole number in 0..65535)
                    {'payload': {'json': {'object': {'n': {'type': 'number', 'const': 'abc'}}}}} | payload.json.object.n.const: abc (expected: a decimal number)
                    {'payload': {'json': {'object': {'n': {'type': 'boolean', 'from': 'body.b', 'default': 3}}}}} | payload.json.object.n.default: 3 (expected: true or false)
                    {'halfClose': true} | halfClose: true (expected: false, other exchanges share the connection)
                    {'halfClose': true, 'oneway': true} | oneway: true (expected: false beside halfClose)
                    {'reply': {'as': 'xml'}} | reply.as: xml (expected: one of bytes, json, text)
                    {'reply': {'as': 'json', 'contentType': 'text/plain'}} | reply.contentType: text/plain (expected: only beside as: text or as: bytes)
                    {'reply': {'as': 'text', 'contentType': 'text'}} | reply.contentType: text (expected: type/subtype)
                    """)
    void callSettings_areRefused_withPathAndExpectation(String settings, String problem) {
        assertThat(JsonSettings.callProblems(Samples.FACTORY, Samples.LEDGER, settings))
                .contains(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {'errors': [{'header': 'statuss', 'equals': '44', 'status': 404}]} | reply.errors[0].header: statuss (did you mean: status?)
                    {'errors': [{'header': 'correlation', 'equals': '44', 'status': 404}]} | reply.errors[0].header: correlation (expected: one of operation, status)
                    {'errors': [{'header': 'status', 'equals': '0x2C', 'status': 404}]} | reply.errors[0].equals: 0x2C (expected: 44, as the field is read)
                    {'errors': [{'header': 'status', 'equals': 'forty', 'status': 404}]} | reply.errors[0].equals: forty (expected: a whole number in 0..65535)
                    {'errors': [{'header': 'status', 'not': '65536', 'status': 404}]} | reply.errors[0].not: 65536 (expected: a whole number in 0..65535)
                    {'errors': [{'rpc': 'service_error', 'status': 404}]} | reply.errors[0].rpc: service_error (expected: nothing here)
                    {'errors': [{'exception': 'Boom', 'status': 404}]} | reply.errors[0].exception: Boom (expected: nothing here)
                    {'headers': {'X-Status': '{header.stats}'}} | reply.headers.X-Status: stats (did you mean: status?)
                    """)
    void replySettings_areRefused_whenTheyNameWhatTheHeaderDoesNotHave(String reply, String problem) {
        assertThat(JsonSettings.replyProblems(Samples.FACTORY, Samples.LEDGER, Samples.BALANCE, reply))
                .containsExactly(problem);
    }

    @Test
    void replySettings_mayCompare_withEverythingAFieldReads() {
        String wire =
                "{'frame': {'length': {}}, 'header': [{'name': 't', 'type': 'text(4)'}, {'name': 'b', 'type': 'bytes(2)'},"
                        + "{'name': 's', 'type': 'i8'}, {'name': 'u', 'type': 'u64le'}]}";
        String good =
                "{'errors': [{'header': 't', 'equals': '', 'status': 404}, {'header': 't', 'equals': 'a b', 'status': 404},"
                        + "{'header': 'b', 'not': '0aff', 'status': 404}, {'header': 's', 'equals': '-128', 'status': 404},"
                        + "{'header': 'u', 'equals': '18446744073709551615', 'status': 404}]}";
        assertThat(JsonSettings.replyProblems(Samples.FACTORY, wire, "{}", good))
                .isEmpty();
        String odd =
                "{'errors': [{'header': 'b', 'equals': '0AFF', 'status': 404}, {'header': 't', 'equals': 'a ', 'status': 404}]}";
        assertThat(JsonSettings.replyProblems(Samples.FACTORY, wire, "{}", odd))
                .containsExactly(
                        "reply.errors[0].equals: 0AFF (expected: 0aff, as the field is read)",
                        "reply.errors[1].equals: a  (expected: a, as the field is read)");
    }

    @Test
    void settings_haveNoProblems_whenTheyAreRight() {
        List<String> wires = List.of(Samples.LEDGER, Samples.LINES, Samples.FRAMED_BY_DLE, Samples.CLOSE);
        assertThat(wires)
                .allSatisfy(wire -> assertThat(JsonSettings.wireProblems(Samples.FACTORY, wire))
                        .isEmpty());
    }
}
