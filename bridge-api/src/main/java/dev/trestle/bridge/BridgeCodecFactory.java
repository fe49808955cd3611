package dev.trestle.bridge;

import dev.trestle.bridge.settings.Problems;
import org.jspecify.annotations.Nullable;

/**
 * Makes codecs by name. Found by {@code ServiceLoader}; two factories with one name fail at start.
 *
 * <p>Settings are records: the binder in {@code bridge.settings} fills them, reports what is wrong with its position, and
 * generates schema and reference from them. A record checks itself in its constructor; what needs more than one record is
 * checked here. Both methods run on the slow side, once per changed configuration.
 *
 * @param <W> the settings of a cluster's {@code wire: {name: ...}}
 * @param <C> the settings of a route's {@code name: ...}
 */
public interface BridgeCodecFactory<W extends Record, C extends Record> {
    /** The key of both settings in YAML: {@code dubbo}. */
    String name();

    /** The record of the wire settings. */
    Class<W> wireSettings();

    /** The record of the call settings. */
    Class<C> callSettings();

    /** The wire protocol of one cluster; equal settings give equal protocols. */
    WireProtocol newWireProtocol(W settings, ConfigFiles files, Problems problems);

    /** The codec of one route. */
    BridgeCodec newCodec(C settings, CodecContext context);

    /**
     * The codec of requests that the gateway sends by itself, to a cluster with this wire protocol: method, target, fields and whole
     * body as they are. Null if the protocol is not HTTP.
     */
    default @Nullable BridgeCodec newCalloutCodec(WireProtocol wire) {
        return null;
    }
}
