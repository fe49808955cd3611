package dev.trestle.config;

import dev.trestle.bridge.settings.Default;
import dev.trestle.bridge.settings.Doc;
import dev.trestle.bridge.settings.Example;
import dev.trestle.bridge.settings.Matches;
import dev.trestle.bridge.settings.Range;
import dev.trestle.bridge.settings.SettingException;
import dev.trestle.bridge.settings.SettingsNode;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request of a route and what becomes of it. */
@Doc("A request and what becomes of it. check runs it without a connection; filters are not part of it.")
public record ExampleConfig(
        @Example("out of stock") @Doc("What it shows, for people.") @Nullable
        String name,

        @Example("{path: \"/v1/users/7\"}") @Doc("What a client sends.")
        Request request,

        @Example("{\"args[0]\": \"7\"}")
        @Doc(
                "Values of arguments, by their names as explain shows them. Arguments that are not named are not looked at.")
        Map<String, String> arguments,

        @Matches(HEX) @Example("dabbc200") @Doc("All bytes that the service gets, in hex.") @Nullable
        String sent,

        @Matches(HEX)
        @Example("dabb0214")
        @Doc("What the service answers, in hex: explain --send and taps show it. It closes the connection then.")
        @Nullable
        String reply,

        @Example("{status: 404}") @Doc("What the client gets.") @Nullable
        Response response) {
    /** How bytes are written. */
    static final String HEX = "([0-9A-Fa-f]{2}|\\s)*";

    /** Checks the bytes. */
    public ExampleConfig {
        arguments = Collections.unmodifiableMap(arguments);
        requireHex("sent", sent);
        requireHex("reply", reply);
    }

    private static void requireHex(String key, @Nullable String written) {
        if (written != null && !isHex(written)) {
            throw new SettingException(key, written + " (expected: bytes in hex)");
        }
    }

    /** As {@link #HEX} says it; a frame of some thousand bytes would be too deep for the expression itself. */
    private static boolean isHex(String written) {
        return Arrays.stream(written.split("\\s+", -1))
                .allMatch(bytes -> bytes.length() % 2 == 0 && bytes.matches("[0-9A-Fa-f]*"));
    }

    /** What a client sends. */
    @Doc("What a client sends.")
    public record Request(
            @Matches("[A-Z]+") @Example("POST") @Doc("The method; without it that of the route, or GET.") @Nullable
            String method,

            @Matches("/.*") @Example("\"/v1/orders?page=2\"") @Doc("Path and query, percent-encoded.")
            String path,

            @Example("{X-User-Id: \"7\"}")
            @Doc("Headers; content-type is application/json where there is a body that is no text.")
            Map<String, String> headers,

            @Example("{items: []}") @Doc("The body: text as it is, anything else as JSON.") @Nullable
            SettingsNode body) {
        /** Copies. */
        public Request {
            headers = Collections.unmodifiableMap(headers);
        }
    }

    /** What the client gets. */
    @Doc("What the client gets.")
    public record Response(
            @Default("200") @Range(min = 200, max = 599) @Doc("The status.")
            int status,

            @Example("{Location: \"/v1/orders/7\"}") @Doc("Headers that are there, with these values.")
            Map<String, String> headers,

            @Example("{code: out_of_stock}")
            @Doc("The body. Of a mapping, the members named here are looked at; text is the whole body.")
            @Nullable
            SettingsNode body) {
        /** Copies. */
        public Response {
            headers = Collections.unmodifiableMap(headers);
        }
    }
}
