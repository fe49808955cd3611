package dev.trestle.codec.dubbo;

import dev.trestle.bridge.WireProtocol;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.PathVariables;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.bridge.mapping.UnknownFields;
import dev.trestle.testkit.CodecContract;
import dev.trestle.testkit.CodecSample;
import dev.trestle.testkit.FakeExchange;
import java.util.List;

/** The codec against the promises of the bridge contract. */
class DubboCodecContractTest extends CodecContract {
    private static final String WIRE = """
            {'types': {
              'com.acme.Item': {'sku': 'String', 'qty': 'int', 'price': 'BigDecimal', 'parts': 'list<com.acme.Item>'},
              'com.acme.Status': {'enum': ['NEW', 'PAID']}}}
            """;
    private static final String TYPED = """
            {'service': 'com.acme.Shop', 'method': 'put', 'args': [
              {'type': 'long', 'from': 'path.id'},
              {'type': 'com.acme.Item', 'from': 'body.item'},
              {'type': 'com.acme.Status', 'from': 'body.status'}]}
            """;
    private static final String REPLY = "{'errors': [{'exception': 'Gone', 'status': 404, 'code': 'gone'}]}";
    private static final String BODY =
            "{\"item\":{\"sku\":\"A\",\"qty\":2,\"price\":1.10,\"parts\":[{\"sku\":\"B\"}]},\"status\":\"PAID\"}";

    private static final long ID = FakeExchange.EXCHANGE_ID;

    // A com.acme.Gone { detailMessage, stackTrace, cause } whose cause is itself.
    private static final String GONE = "43" + Frames.text("com.acme.Gone") + "93" + Frames.text("detailMessage")
            + Frames.text("stackTrace") + Frames.text("cause") + "60" + Frames.text("no 7") + "78" + "5190";

    @Override
    protected WireProtocol protocol() {
        return Made.of(WIRE, TYPED).wire();
    }

    @Override
    protected List<Call> calls() {
        CodecSample put = CodecSample.of("put", head("7")).body(BODY).sendsSomething();
        byte[] order = Frames.value(
                ID, "48" + Frames.text("id") + "4c0020000000000001" + Frames.text("tags") + "7a0161016a5a");
        byte[] gone = Frames.of(Frames.REPLY, 20, ID, "93" + GONE + "485a");
        byte[] broken = Frames.of(Frames.REPLY, 70, ID, Frames.text("secret at Foo.java:1"));
        byte[] old = Frames.of(Frames.REPLY, 20, ID, "92");
        return List.of(
                typed(put.answeredBy(order).gives(200, "{\"id\":9007199254740993,\"tags\":[\"a\",\"j\"]}")),
                typed(put.answeredBy(old).gives(200, "null")),
                typed(put.answeredBy(gone).gives(404)),
                typed(put.answeredBy(broken).gives(502)),
                typed(CodecSample.of("refused", head("seven")).body(BODY).gives(400)),
                typed(CodecSample.of("no json", head("7")).body("{").gives(400)),
                new Call(
                        Made.of(WIRE, "{'service':'com.acme.Shop','method':'find'}")
                                .codec(),
                        CodecSample.of("positional", head("7"))
                                .body("[1, {\"a\": [true, null]}]")
                                .sendsSomething()
                                .answeredBy(Frames.value(ID, "48" + Frames.text("class") + "0161" + "016291" + "5a"))
                                .gives(200, "{\"b\":1}")),
                new Call(
                        Made.of(WIRE, "{'service':'com.acme.Shop','method':'note','oneway':true,'args':[]}")
                                .codec(),
                        CodecSample.of("oneway", head("7")).sendsSomething().gives(200, "")));
    }

    private static Call typed(CodecSample sample) {
        return new Call(Made.of(WIRE, TYPED, REPLY, UnknownFields.IGNORE).codec(), sample);
    }

    private static RequestHead head(String id) {
        return new RequestHead(
                "PUT", "/" + id, "", Headers.empty(), new PathVariables(new String[] {"id"}, new String[] {id}));
    }
}
