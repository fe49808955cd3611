package dev.trestle.codec.dubbo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.PathVariables;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.bridge.mapping.UnknownFields;
import dev.trestle.peer.launcher.Peer;
import dev.trestle.testkit.CodecRun;
import dev.trestle.testkit.Outcome;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of a real Dubbo provider over one connection. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ProviderContract {
    private static final String WIRE = """
            {'types': {
              'dev.trestle.demo.OrderRequest': {'buyerId': 'long', 'channel': 'String', 'items': 'list<dev.trestle.demo.Item>',
                'note': 'String'},
              'dev.trestle.demo.Item': {'sku': 'String', 'quantity': 'int', 'price': 'BigDecimal'},
              'dev.trestle.demo.Query': {'status': 'dev.trestle.demo.OrderStatus', 'page': 'int', 'tags': 'list<String>'},
              'dev.trestle.demo.OrderStatus': {'enum': ['NEW', 'PAID', 'SHIPPED', 'CANCELLED']},
              'dev.trestle.demo.Level': {'enum': ['BRONZE', 'SILVER', 'GOLD', 'LEAD']},
              'dev.trestle.demo.Address': {'street': 'String', 'city': 'String', 'postcode': 'String', 'country': 'String'},
              'dev.trestle.demo.Kinds': {'flag': 'boolean', 'octet': 'byte', 'small': 'short', 'number': 'int', 'big': 'long',
                'ratio': 'double', 'letter': 'char', 'boxedFlag': 'Boolean', 'boxedNumber': 'Integer', 'boxedBig': 'Long',
                'boxedRatio': 'Double', 'text': 'String', 'decimal': 'BigDecimal', 'integer': 'BigInteger', 'date': 'Date',
                'day': 'LocalDate', 'moment': 'LocalDateTime', 'instant': 'Instant', 'level': 'dev.trestle.demo.Level',
                'longs': 'list<Long>', 'names': 'set<String>', 'items': 'map<String, dev.trestle.demo.Item>',
                'nested': 'list<map<String, Integer>>', 'address': 'dev.trestle.demo.Address'}}}
            """;
    private static final String REPLY = "{'errors':[{'exception':'*','status':409,'code':'thrown','detail':'{message}',"
            + "'extra':{'id':'id','sku':'sku'}},{'rpc':'*','status':498,'code':'failed'}]}";
    private static final String ITEM = "{\"sku\":\"A\",\"quantity\":2,\"price\":1.10}";

    private final Peer peer;
    private final Socket socket;
    private long lastId;

    ProviderContract(String provider) throws IOException {
        peer = Peer.start(provider);
        socket = new Socket(InetAddress.getLoopbackAddress(), peer.port());
        socket.setSoTimeout(20_000);
    }

    @BeforeAll
    void provider_isThere() {
        assertThat(call("hello", "[]", "").text()).isEqualTo("\"hello\"");
    }

    @AfterAll
    void stop() throws IOException {
        socket.close();
        peer.close();
    }

    @ParameterizedTest(name = "{0}({1})")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "decimal | BigDecimal | 12345678901234567.890",
                "bigInteger | BigInteger | 123456789012345678901234567890",
                "bigInteger | BigInteger | -1",
                "bigInteger | BigInteger | 0",
                "bigInteger | BigInteger | 4294967296",
                "date | Date | \"2023-11-14T22:13:20.123Z\"",
                "localDate | LocalDate | \"2024-02-29\"",
                "localDateTime | LocalDateTime | \"2024-02-29T01:02:03.000000004\"",
                "instant | Instant | \"2023-11-14T22:13:20.123456789Z\"",
                "level | dev.trestle.demo.Level | \"GOLD\"",
                "bytes | byte[] | \"AAECA/8=\"",
                "bytes | byte[] | \"\"",
                "map | map<String, Long> | {\"a\":9007199254740993}",
                "itemsByNumber | map<Long, dev.trestle.demo.Item> | {\"7\":{\"price\":1.10,\"quantity\":2,\"sku\":\"A\"}}",
                "set | set<String> | [\"a\"]",
                "ints | int[] | [1,-2147483648]",
                "strings | String[] | [\"a\",null,\"\uD83D\uDE00\"]",
                "items | dev.trestle.demo.Item[] | [{\"price\":1.10,\"quantity\":2,\"sku\":\"A\"}]",
                "nested | list<list<Integer>> | [[1],[],[2,3]]",
                "flag | boolean | true",
                "octet | byte | -128",
                "small | short | -32768",
                "letter | char | \"\u4e2d\"",
                "ratio | double | 0.1",
                "ratio | double | \"NaN\"",
                "single | float | 1.5",
                "boxedInt | Integer | null",
                "boxedInt | Integer | 2147483647",
                "boxedLong | Long | 9007199254740993",
                "boxedLong | Long | 1",
                "boxedBoolean | Boolean | false",
                "object | Object | {\"a\":[1,true,null]}",
                "object | Object | null",
            })
    void argument_comesBackExactly(String method, String type, String json) {
        assertThat(call(method, "[{'type':'" + type + "','from':'body'}]", json).text())
                .isEqualTo(json);
    }

    @Test
    void everyKind_comesBackExactly() {
        String kinds = "{\"flag\":true,\"octet\":-1,\"small\":300,\"number\":7,\"big\":9007199254740993,\"ratio\":0.25,"
                + "\"letter\":\"x\",\"boxedFlag\":false,\"boxedNumber\":8,\"boxedBig\":-9007199254740993,\"boxedRatio\":1.5,"
                + "\"text\":\"\u540d\uD83D\uDE00\",\"decimal\":1.10,\"integer\":18446744073709551616,"
                + "\"date\":\"2023-11-14T22:13:20.123Z\",\"day\":\"2024-02-29\",\"moment\":\"2024-02-29T01:02:03\","
                + "\"instant\":\"2023-11-14T22:13:20Z\",\"level\":\"SILVER\",\"longs\":[1,9007199254740993],\"names\":[\"n\"],"
                + "\"items\":{\"k\":{\"sku\":\"A\"}},\"nested\":[{\"a\":1}],\"address\":{\"city\":\"K\u00f6ln\"}}";
        String text = call("kinds", "[{'type':'dev.trestle.demo.Kinds','from':'body'}]", kinds)
                .text();
        assertThat(text)
                .contains("\"flag\":true", "\"octet\":-1", "\"small\":300", "\"number\":7", "\"big\":9007199254740993")
                .contains("\"ratio\":0.25", "\"letter\":\"x\"", "\"boxedFlag\":false", "\"boxedNumber\":8")
                .contains("\"boxedBig\":-9007199254740993", "\"boxedRatio\":1.5", "\"text\":\"\u540d\uD83D\uDE00\"")
                .contains(
                        "\"decimal\":1.10", "\"integer\":18446744073709551616", "\"date\":\"2023-11-14T22:13:20.123Z\"")
                .contains("\"day\":\"2024-02-29\"", "\"moment\":\"2024-02-29T01:02:03\"")
                .contains("\"instant\":\"2023-11-14T22:13:20Z\"", "\"level\":\"SILVER\"")
                .contains("\"longs\":[1,9007199254740993]", "\"names\":[\"n\"]", "\"nested\":[{\"a\":1}]")
                .contains("\"items\":{\"k\":{\"price\":null,\"quantity\":0,\"sku\":\"A\"}}", "\"city\":\"K\u00f6ln\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int | 1 | describe(int) 1",
                "long | 1 | describe(long) 1",
                "String | \"1\" | describe(String) 1",
                "list<String> | [\"1\"] | describe(List) [1]",
            })
    void overload_isTheOneOfItsTypes(String type, String json, String answer) {
        String args = "[{'type':'" + type + "','from':'body'}]";
        assertThat(call("describe", args, json).text()).isEqualTo("\"" + answer + "\"");
        assertThat(generic("describe", args, json).text()).isEqualTo("\"" + answer + "\"");
    }

    @Test
    void arguments_keepTheirOrder() {
        String args = "[{'type':'int','from':'body.n'},{'type':'String','from':'body.t'}]";
        assertThat(call("describe", args, "{\"t\":\"x\",\"n\":5}").text()).isEqualTo("\"describe(int,String) 5 x\"");
    }

    @ParameterizedTest(name = "generic {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "decimal | BigDecimal | 1.10",
                "bigInteger | BigInteger | 123456789012345678901234567890",
                "date | Date | \"2023-11-14T22:13:20.123Z\"",
                "localDate | LocalDate | \"2024-02-29\"",
                "level | dev.trestle.demo.Level | \"GOLD\"",
                "map | map<String, Long> | {\"a\":9007199254740993}",
                "set | set<String> | [\"a\"]",
                "ints | int[] | [1,2]",
                "strings | String[] | [\"a\",\"b\"]",
                "items | dev.trestle.demo.Item[] | [{\"quantity\":2,\"price\":1.10,\"sku\":\"A\"}]",
                "boxedLong | Long | 9007199254740993",
                "object | Object | {\"a\":[1,true]}",
            })
    void argument_comesBackExactly_whenTheCallIsGeneric(String method, String type, String json) {
        String text =
                generic(method, "[{'type':'" + type + "','from':'body'}]", json).text();
        if (method.equals("items")) {
            assertThat(text)
                    .contains("\"sku\":\"A\"", "\"price\":1.10", "\"quantity\":2")
                    .doesNotContain("class");
        } else {
            assertThat(text).isEqualTo(json);
        }
    }

    @Test
    void positionalCall_findsTheMethodByItsName() {
        String call = "{'service':'dev.trestle.demo.OrderService','method':'create'}";
        String request = "{\"buyerId\":9007199254740993,\"items\":[" + ITEM + "]}";
        assertThat(run(call, "[" + request + "]").text())
                .contains("\"buyerId\":9007199254740993", "\"sku\":\"A\"", "\"total\":2.2")
                .doesNotContain("\"class\"");
        assertThat(run(call, request).text()).contains("\"buyerId\":9007199254740993");
        assertThat(run("{'service':'dev.trestle.demo.SampleService','method':'hello'}", "")
                        .text())
                .isEqualTo("\"hello\"");
    }

    @Test
    void orders_areNested() {
        String call =
                "{'service':'dev.trestle.demo.OrderService','method':'search','args':[{'type':'dev.trestle.demo.Query',"
                        + "'object':{'status':{'const':'PAID'},'page':{'const':3},'tags':'body'}}]}";
        assertThat(run(call, "[\"a\",\"b\"]").text())
                .startsWith("[{")
                .contains(
                        "\"id\":3001",
                        "\"id\":3004",
                        "\"status\":\"PAID\"",
                        "\"tags\":[\"a\",\"b\"]",
                        "\"price\":19.99");
    }

    @Test
    void thrown_hasItsTypeMessageAndFields() {
        Outcome user = user("getUser", "{'const':0,'type':'long'}");
        assertThat(user.status()).isEqualTo(409);
        assertThat(user.text()).doesNotContain("stackTrace", "\\tat", ".java");
        String call = "{'service':'dev.trestle.demo.OrderService','method':'create','args':["
                + "{'type':'dev.trestle.demo.OrderRequest','from':'body'}]}";
        assertThat(run(call, "{\"items\":[{\"sku\":\"NONE\"}]}").text()).contains("\"sku\":\"NONE\"");
    }

    @Test
    void thrown_hasItsMessageOnly_whenTheCallIsGeneric() {
        Outcome failed = generic("fail", "[{'type':'String','const':'my message'}]", "");
        assertThat(failed.text()).contains("\"detail\":\"my message\"").doesNotContain("\\tat", "GenericException");
    }

    @Test
    void user_hasAllItsParts() {
        assertThat(user("getUser", "{'const':9007199254740993,'type':'long'}").text())
                .contains("\"id\":9007199254740993", "\"balance\":12345678901234567.890", "\"city\":\"K\u00f6ln\"")
                .contains("\"created\":\"2023-11-14T22:13:20.123Z\"", "\"lastSeen\":\"2026-11-20T21:22:23.456\"");
    }

    @Test
    void group_andVersion_chooseTheService() {
        String echo = "'method':'echo','args':[{'type':'String','const':'x'}]";
        assertThat(run("{'service':'dev.trestle.demo.UserService'," + echo + "}", "")
                        .text())
                .isEqualTo("\"x\"");
        assertThat(run("{'service':'dev.trestle.demo.UserService','group':'blue','version':'2.0.0'," + echo + "}", "")
                        .text())
                .isEqualTo("\"blue 2.0.0: x\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'service':'dev.trestle.demo.Nope','method':'m','args':[]}",
                "{'service':'dev.trestle.demo.UserService','method':'nope','args':[]}",
                "{'service':'dev.trestle.demo.UserService','method':'getUser','args':[{'type':'int','const':1}]}",
                "{'service':'dev.trestle.demo.UserService','version':'9','method':'getUser','args':[{'type':'long','const':1}]}",
                "{'service':'dev.trestle.demo.UserService','group':'red','method':'getUser','args':[{'type':'long','const':1}]}",
                "{'service':'dev.trestle.demo.UserService','method':'nope','generic':true,'args':[]}",
            })
    void call_fails_whenNobodyServesIt(String call) {
        Outcome failed = run(call, "");
        assertThat(failed.status()).isEqualTo(498);
        assertThat(failed.text()).doesNotContain("\\tat", "org.apache", "com.alibaba");
    }

    @Test
    void nothing_andNull_areNull() {
        assertThat(call("nothing", "[]", "").text()).isEqualTo("null");
        assertThat(call("absent", "[]", "").text()).isEqualTo("null");
    }

    @Test
    void ring_isAFailure() {
        Outcome ring = call("ring", "[]", "");
        assertThat(ring.failure()).isEqualTo(Failure.DECODE_FAILED);
        assertThat(ring.detail()).contains("contains itself");
    }

    @Test
    void blob_isWhole_whenItHasAMegabyte() {
        String text = call("blob", "[{'type':'int','const':1000000}]", "").text();
        byte[] blob = java.util.Base64.getDecoder().decode(text.substring(1, text.length() - 1));
        assertThat(blob).hasSize(1_000_000);
        assertThat(blob[999_999]).isEqualTo((byte) 999_999);
    }

    @Test
    void text_isWhole_whenItHasManyChunks() {
        String text = "\"" + "a\u00e9\u4e2d\uD83D\uDE00".repeat(30_000) + "\"";
        assertThat(call("object", "[{'type':'Object','from':'body'}]", text).text())
                .isEqualTo(text);
    }

    @Test
    void attachment_reachesTheProvider() {
        String call =
                "{'service':'dev.trestle.demo.SampleService','method':'attachment','attachments':{'trace-id':'body'},"
                        + "'args':[{'type':'String','const':'trace-id'}]}";
        assertThat(run(call, "\"T-\u00e9\"").text()).isEqualTo("\"T-\u00e9\"");
    }

    @Test
    void undeclaredClass_isMadeFromAMap() {
        String classless = "[{'type':'dev.trestle.demo.Kinds','from':'body'}]";
        Made made = Made.of("{}", sample("kinds", classless, false), REPLY, UnknownFields.IGNORE);
        assertThat(run(made, "{\"number\":7,\"text\":\"t\",\"address\":{\"city\":\"C\"}}")
                        .text())
                .contains("\"number\":7", "\"text\":\"t\"", "\"city\":\"C\"");
    }

    @Test
    void oneway_isNotAnswered_andTheNextCallIs() throws IOException {
        Made made = Made.of(
                WIRE,
                "{'service':'dev.trestle.demo.SampleService','method':'nothing','oneway':true,'args':[]}",
                REPLY,
                UnknownFields.IGNORE);
        try (CodecRun run = new CodecRun(made.codec(), made.wire(), ++lastId, new UnpooledByteBufAllocator(false))) {
            run.request(head(), new byte[0]);
            socket.getOutputStream().write(run.exchange().sent());
        }
        assertThat(call("hello", "[]", "").text()).isEqualTo("\"hello\"");
    }

    @Test
    void heartbeat_isAnswered() throws IOException {
        socket.getOutputStream().write(Frames.of(0xe2, 0, 0, "4e"));
        assertThat(frame()).isEqualTo(Frames.of(0x22, 20, 0, "4e"));
    }

    private Outcome user(String method, String argument) {
        return run(
                "{'service':'dev.trestle.demo.UserService','method':'" + method + "','args':[" + argument + "]}", "");
    }

    private Outcome call(String method, String args, String body) {
        return run(sample(method, args, false), body);
    }

    private Outcome generic(String method, String args, String body) {
        return run(sample(method, args, true), body);
    }

    private static String sample(String method, String args, boolean generic) {
        return "{'service':'dev.trestle.demo.SampleService','method':'" + method + "','generic':" + generic + ",'args':"
                + args + "}";
    }

    private Outcome run(String call, String body) {
        return run(Made.of(WIRE, call, REPLY, UnknownFields.IGNORE), body);
    }

    private Outcome run(Made made, String body) {
        try (CodecRun run = new CodecRun(made.codec(), made.wire(), ++lastId, new UnpooledByteBufAllocator(false))) {
            run.request(head(), body.getBytes(StandardCharsets.UTF_8));
            assertThat(run.outcome()).isNull();
            socket.getOutputStream().write(run.exchange().sent());
            run.receive(frame());
            assertThat(run.surprise()).isNull();
            return Objects.requireNonNull(run.outcome());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] frame() throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] header = in.readNBytes(16);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(header);
        frame.writeBytes(in.readNBytes(ByteBuffer.wrap(header).getInt(12)));
        return frame.toByteArray();
    }

    private static RequestHead head() {
        return new RequestHead("POST", "/", "", Headers.empty(), PathVariables.NONE);
    }
}
