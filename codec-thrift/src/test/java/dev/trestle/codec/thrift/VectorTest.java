package dev.trestle.codec.thrift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.json.JsonOptions;
import dev.trestle.bridge.json.JsonWriter;
import dev.trestle.codec.thrift.idl.Schema;
import dev.trestle.codec.thrift.idl.Service;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages of Apache's own clients and servers, byte for byte. */
class VectorTest {
    private static final String CROSS_TEST = "vectors/thrift-test.thrift";
    private static final String PIPE = "vectors/pipe.thrift";

    /** Methods that return their argument. */
    private static final Set<String> ECHOES = Set.of(
            "testString",
            "testBool",
            "testByte",
            "testI32",
            "testI64",
            "testDouble",
            "testBinary",
            "testStruct",
            "testNest",
            "testMap",
            "testSet",
            "testList",
            "testEnum",
            "testTypedef");

    static Stream<Vectors.Vector> crossTestCalls() {
        return Vectors.crossTest().stream().filter(Vectors.Vector::isRequest);
    }

    static Stream<Vectors.Vector> pipeCalls() {
        return Vectors.pipe().stream().filter(Vectors.Vector::isRequest);
    }

    @ParameterizedTest
    @MethodSource("crossTestCalls")
    void call_isEncodedAsApachesClientDoes_fromTheCrossTest(Vectors.Vector vector) {
        assertSameBytes(vector, CROSS_TEST, vector.name().equals("secondtestString") ? "SecondService" : "ThriftTest");
    }

    @ParameterizedTest
    @MethodSource("pipeCalls")
    void call_isEncodedAsApachesClientDoes_fromThePipe(Vectors.Vector vector) {
        assertSameBytes(vector, PIPE, "Pipe");
    }

    /** What the call says as JSON, encoded again, must be what it was. */
    private static void assertSameBytes(Vectors.Vector vector, String idl, String service) {
        String json = argumentsAsJson(vector, idl, service)
                // This client had set a field with a default to None, which is not sent: JSON's word for that is null.
                .replace("{\"id\":2,\"name\":\"dflt\"}", "{\"id\":2,\"name\":\"dflt\",\"kind\":null}");
        assertThat(vector.rig(idl).encode(service, vector.name(), json))
                .as(json)
                .isEqualTo(ByteBufUtil.hexDump(vector.frame()));
    }

    private static String argumentsAsJson(Vectors.Vector vector, String idl, String service) {
        Service linked = schema(idl).service(service);
        ThriftReader reader =
                vector.rig(idl).wire().reader(Unpooled.wrappedBuffer(vector.frame()), 0, vector.frame().length);
        reader.message();
        ByteBuf out = Unpooled.buffer();
        new Shapes()
                .struct(linked.method(vector.name()).arguments())
                .read(reader, new JsonWriter(out, JsonOptions.DEFAULT), ThriftReader.MAX_DEPTH);
        reader.end();
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Schema schema(String idl) {
        Rig rig = Rig.resource(idl);
        return Schema.load(idl, Rig::resourceBytes, rig.collected());
    }

    @Test
    void reply_isWhatWasSent_inTheCrossTest() {
        // The capture sorts messages: which reply answered which call of a kind is not known.
        Map<String, Set<List<String>>> sent = new HashMap<>();
        for (Vectors.Vector call : Vectors.crossTest()) {
            if (call.isRequest() && ECHOES.contains(call.name())) {
                String json = argumentsAsJson(call, CROSS_TEST, "ThriftTest");
                String thing = json.substring("{\"thing\":".length(), json.length() - 1);
                sent.computeIfAbsent(pair(call), key -> new HashSet<>()).add(parts("200 " + thing));
            }
        }
        int compared = 0;
        for (Vectors.Vector reply : Vectors.crossTest()) {
            if (!reply.isRequest() && ECHOES.contains(reply.name())) {
                String answered = reply.rig(CROSS_TEST).decode(codecOf(reply), reply.frame());
                assertThat(sent.get(pair(reply))).as(reply.toString()).contains(parts(answered));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(60);
    }

    private static String pair(Vectors.Vector vector) {
        return vector.protocol() + vector.name();
    }

    /** Java's hash maps and sets answer in an order of their own. */
    private static List<String> parts(String json) {
        return Stream.of(json.split("[{}\\[\\],]")).sorted().toList();
    }

    private static ThriftCodec codecOf(Vectors.Vector vector) {
        return vector.rig(CROSS_TEST).codec("ThriftTest", vector.name());
    }

    @Test
    void reply_isJson_forEachCaseOfThePipe() {
        List<String> shown = Vectors.pipe().stream()
                .filter(vector -> !vector.isRequest() && vector.prefix().isEmpty())
                .map(vector -> vector.source() + " -> "
                        + vector.rig(PIPE).decode(vector.rig(PIPE).codec("Pipe", vector.name()), vector.frame()))
                .map(line -> line.replaceFirst("^[a-z/]+/framed ", ""))
                .distinct()
                .toList();
        String defaults = "\"name\":\"dflt\",\"big\":0,\"kind\":\"A\",\"d\":0.0,\"flag\":false}";
        assertThat(shown)
                .containsExactly(
                        "later -> 200 \"s done\"",
                        "echo-full -> 200 {\"id\":-7,\"name\":\"né😀\",\"big\":9007199254740993,\"kind\":\"B\",\"kids\":[{\"id\":1,"
                                + defaults + ",{\"id\":2," + defaults
                                + "],\"m\":{\"-1\":\"a\",\"300\":\"b\"},\"ss\":[\"x\"],\"bin\":\"AP8Q\",\"u\":{\"s\":\"un\"},\"d\":1.5,\"flag\":true}",
                        "echo-min -> 200 {\"id\":1," + defaults,
                        "boom-e1 -> 502 {\"type\":\"urn:trestle:problem:rpc_error\",\"title\":\"RPC error\",\"status\":502,\"detail\":\"the service threw E1\",\"code\":\"rpc_error\",\"exception\":\"E1\"}",
                        "boom-e2 -> 502 {\"type\":\"urn:trestle:problem:rpc_error\",\"title\":\"RPC error\",\"status\":502,\"detail\":\"the service threw E2\",\"code\":\"rpc_error\",\"exception\":\"E2\"}",
                        "boom-null -> 502 {\"type\":\"urn:trestle:problem:rpc_error\",\"title\":\"RPC error\",\"status\":502,\"detail\":\"the service returned no result\",\"code\":\"rpc_error\",\"rpcStatus\":\"missing_result\"}",
                        "boom-rt -> 502 {\"type\":\"urn:trestle:problem:rpc_error\",\"title\":\"RPC error\",\"status\":502,\"detail\":\"the service answered internal_error\",\"code\":\"rpc_error\",\"rpcStatus\":\"internal_error\"}",
                        "nothing -> 200 ",
                        "double NaN/Inf -> 200 {\"id\":1,\"name\":\"dflt\",\"big\":0,\"kind\":\"A\",\"d\":\"NaN\",\"flag\":false}",
                        "double NaN/Inf -> 200 {\"id\":1,\"name\":\"dflt\",\"big\":0,\"kind\":\"A\",\"d\":\"-Infinity\",\"flag\":false}");
    }
}
