package dev.trestle.config;

import dev.trestle.bridge.settings.Default;
import dev.trestle.bridge.settings.Doc;
import dev.trestle.bridge.settings.Example;
import dev.trestle.bridge.settings.Matches;
import dev.trestle.bridge.settings.Range;
import dev.trestle.bridge.settings.SettingException;
import dev.trestle.bridge.settings.Shorthand;
import java.util.Map;

/** One endpoint of a cluster. */
@Doc("An endpoint: \"host:port\" or a mapping.")
public record EndpointConfig(
        @Matches("(\\[[^\\[\\]]+\\]|[^:]+):\\d{1,5}")
        @Example("10.0.0.7:20880")
        @Doc("Host and port; IPv6 as [::1]:20880.")
        String address,

        @Default("1") @Range(min = 1, max = 10000) @Doc("Its share of requests, relative to the others.")
        int weight,

        @Example("{zone: a}") @Doc("Names and values of your own. Nothing reads them yet.")
        Map<String, String> labels) {
    /** Checks the address. */
    public EndpointConfig {
        requireAddress("address", address);
        labels = java.util.Collections.unmodifiableMap(labels);
    }

    /** {@code "127.0.0.1:20880"}. */
    @Shorthand("address")
    public static EndpointConfig of(String address) {
        return new EndpointConfig(address, 1, Map.of());
    }

    /** The host, without the brackets of IPv6. */
    public String host() {
        String host = address.substring(0, address.lastIndexOf(':'));
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** The port. */
    public int port() {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    /** Refuses what is no {@code host:port}, as the value of {@code key}. */
    static void requireAddress(String key, String address) {
        int colon = address.lastIndexOf(':');
        boolean bracketed = colon > 0 && address.charAt(colon - 1) == ']';
        boolean ambiguous = address.indexOf(':') != colon && !bracketed;
        if (colon <= 0 || ambiguous || !isPort(address.substring(colon + 1))) {
            throw new SettingException(key, address + " (expected: host:port)");
        }
    }

    private static boolean isPort(String text) {
        if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        int port = Integer.parseInt(text);
        return port >= 1 && port <= 65535;
    }
}
