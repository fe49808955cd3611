package dev.trestle.codec.http;

import dev.trestle.bridge.BodyMode;
import dev.trestle.bridge.BridgeCodec;
import dev.trestle.bridge.BridgeCodecFactory;
import dev.trestle.bridge.CodecContext;
import dev.trestle.bridge.ConfigFiles;
import dev.trestle.bridge.WireProtocol;
import dev.trestle.bridge.settings.Problems;

/** The codec {@code http}: a reverse proxy for services that speak HTTP/1.1. */
public final class HttpCodecFactory implements BridgeCodecFactory<HttpWireSettings, HttpCallSettings> {
    /** For the service loader. */
    public HttpCodecFactory() {}

    @Override
    public String name() {
        return "http";
    }

    @Override
    public Class<HttpWireSettings> wireSettings() {
        return HttpWireSettings.class;
    }

    @Override
    public Class<HttpCallSettings> callSettings() {
        return HttpCallSettings.class;
    }

    @Override
    public WireProtocol newWireProtocol(HttpWireSettings settings, ConfigFiles files, Problems problems) {
        return new HttpProtocol(settings);
    }

    @Override
    public BridgeCodec newCodec(HttpCallSettings settings, CodecContext context) {
        context.reply().refuse("the service's reply is passed as it is; filters can change it");
        String path = settings.path();
        PathTemplate template = path == null
                ? null
                : PathTemplate.compile(path, context.path(), context.problems().at("path"));
        HttpProtocol protocol = (HttpProtocol) context.wire();
        BodyMode body = settings.body() == HttpCallSettings.RequestBody.WHOLE ? BodyMode.WHOLE : BodyMode.STREAMED;
        return new HttpCodec(new HttpCall(settings, template), protocol.settings(), body);
    }

    /** There is no client to tell of, and the request names its host itself. */
    @Override
    public BridgeCodec newCalloutCodec(WireProtocol wire) {
        HttpWireSettings cluster = ((HttpProtocol) wire).settings();
        return new HttpCodec(HttpCall.asItIs(), cluster.ofNobody(), BodyMode.WHOLE);
    }
}
