package dev.trestle.config;

import dev.trestle.bridge.settings.Doc;
import dev.trestle.bridge.settings.Example;
import dev.trestle.bridge.settings.Matches;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a route serves. */
@Doc("What requests a route serves. The most specific route wins; two that cannot be told apart are an error.")
public record MatchConfig(
        @Matches("[A-Z]+") @Example("GET") @Doc("The method, upper case; any when absent.") @Nullable
        String method,

        @Matches("(\\*\\.)?[A-Za-z0-9]([A-Za-z0-9.\\-]*[A-Za-z0-9])?")
        @Example("\"*.example.com\"")
        @Doc("The host: exact, or *.suffix; any when absent.")
        @Nullable
        String host,

        @Matches("/[^?#%]*") @Example("\"/v1/users/{id}\"") @Doc("The path template: /v1/users/{id}, /files/{rest...}.")
        String path,

        @Example("{X-Api-Version: \"2\"}") @Doc("Headers that must have exactly this value; * for any value.")
        Map<String, String> headers,

        @Example("{preview: \"*\"}") @Doc("Query parameters that must have exactly this value; * for any value.")
        Map<String, String> query) {
    /** Copies. */
    public MatchConfig {
        headers = java.util.Collections.unmodifiableMap(headers);
        query = java.util.Collections.unmodifiableMap(query);
    }
}
