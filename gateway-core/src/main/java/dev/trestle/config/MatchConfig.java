package dev.trestle.config;

import dev.trestle.bridge.settings.Doc;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a route serves. */
@Doc("What requests a route serves. The most specific route wins; two that cannot be told apart are an error.")
public record MatchConfig(
        @Doc("The method, upper case; any when absent.") @Nullable
        String method,

        @Doc("The host: exact, or *.suffix; any when absent.") @Nullable
        String host,

        @Doc("The path template: /v1/users/{id}, /files/{rest...}.")
        String path,

        @Doc("Headers that must have exactly this value; * for any value.")
        Map<String, String> headers,

        @Doc("Query parameters that must have exactly this value; * for any value.")
        Map<String, String> query) {
    /** Copies. */
    public MatchConfig {
        headers = java.util.Collections.unmodifiableMap(headers);
        query = java.util.Collections.unmodifiableMap(query);
    }
}
