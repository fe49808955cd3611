package dev.trestle.wasm.filter;

import dev.trestle.filter.ConnectionInfo;
import dev.trestle.filter.HttpInfo;
import dev.trestle.filter.UpstreamInfo;
import dev.trestle.wasm.PropertyValue;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** The properties of an exchange and of its connections that no header tells, by the names and in the types of Envoy. */
final class ExchangeProperties {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private ExchangeProperties() {}

    static byte @Nullable [] find(String path, HttpInfo exchange) {
        return switch (path) {
            case "route_name" -> PropertyValue.of(exchange.routeId());
            case "cluster_name" -> PropertyValue.of(exchange.cluster());
            case "request.id" -> PropertyValue.of(exchange.requestId());
            case "request.protocol" -> PropertyValue.of(exchange.protocol());
            case "request.time" -> PropertyValue.of(exchange.startMillis() * NANOS_PER_MILLI);
            case "response.code_details" -> details(exchange.replyOrigin());
            default -> {
                byte[] known = connection(path, exchange.connection());
                yield known == null ? upstream(path, exchange.upstream()) : known;
            }
        };
    }

    /** Modules look for Envoy's word for a reply of the service. */
    private static byte @Nullable [] details(HttpInfo.@Nullable Origin origin) {
        if (origin == null) {
            return null;
        }
        return PropertyValue.of(
                switch (origin) {
                    case SERVICE -> "via_upstream";
                    case FILTER -> "filter";
                    case GATEWAY -> "gateway";
                });
    }

    /** Of the client's connection. */
    static byte @Nullable [] connection(String path, ConnectionInfo connection) {
        return switch (path) {
            case "source.address" -> address(connection.source());
            case "source.port" -> PropertyValue.of((long) connection.source().getPort());
            case "destination.address" -> address(connection.destination());
            case "destination.port" ->
                PropertyValue.of((long) connection.destination().getPort());
            case "connection_id", "connection.id" -> PropertyValue.of(connection.id());
            case "connection.mtls" -> PropertyValue.of(false);
            case "connection.tls_version" -> text(connection.tlsVersion());
            case "connection.requested_server_name" -> text(connection.serverName());
            default -> null;
        };
    }

    /** Of the endpoint, once there is one. */
    static byte @Nullable [] upstream(String path, @Nullable UpstreamInfo upstream) {
        if (upstream == null) {
            return null;
        }
        return switch (path) {
            case "upstream.address" -> address(upstream.address());
            case "upstream.port" -> PropertyValue.of((long) upstream.address().getPort());
            default -> LabelProperties.find(path, upstream.labels());
        };
    }

    private static byte[] address(InetSocketAddress address) {
        String host = address.getAddress() == null
                ? address.getHostString()
                : address.getAddress().getHostAddress();
        return PropertyValue.of(host + ":" + address.getPort());
    }

    private static byte @Nullable [] text(@Nullable String value) {
        return value == null ? null : PropertyValue.of(value);
    }
}
