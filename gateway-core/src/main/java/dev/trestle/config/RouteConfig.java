package dev.trestle.config;

import dev.trestle.bridge.mapping.ReplySettings;
import dev.trestle.bridge.mapping.UnknownFields;
import dev.trestle.bridge.settings.ByteSize;
import dev.trestle.bridge.settings.Default;
import dev.trestle.bridge.settings.Doc;
import dev.trestle.bridge.settings.Example;
import dev.trestle.bridge.settings.Range;
import dev.trestle.bridge.settings.Rest;
import dev.trestle.bridge.settings.SettingsNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One route: what it matches, the cluster it calls, the call, the reply. */
@Doc("A route: match + cluster + call + reply.")
public record RouteConfig(
        @Example("order.create")
        @Doc("Its name, for metrics, logs and the admin API; by default method and path.")
        @Nullable
        String id,

        @Doc("What it serves.") MatchConfig match,

        @Example("orders") @Doc("The name of the cluster it calls.")
        String cluster,

        @Default("5s")
        @Range(min = 1, max = 3600000)
        @Doc("The most time from the whole request to the whole reply; 504 beyond.")
        Duration timeout,

        @Default("1MiB") @Range(min = 0, max = 1073741824) @Doc("The largest request body; 413 beyond.")
        ByteSize maxBodyBytes,

        @Default("ignore") @Doc("What becomes of request fields that nothing reads.")
        UnknownFields unknownFields,

        @Example("{max: 2, idempotent: true}")
        @Doc("When a failed attempt is made again. Without it: once, if no byte of the request was written.")
        @Nullable
        RetryConfig retry,

        @Doc("How the outcome becomes the HTTP reply.") @Nullable
        ReplySettings reply,

        @Example("[{wasm: filters/auth.wasm}]")
        @Doc(
                "What requests pass before the call, in this order, behind the listener's; replies pass them the other way.")
        List<FilterConfig> filters,

        @Example("[{request: {path: /v1/users/0}, arguments: {\"args[0]\": \"0\"}}]")
        @Doc("Requests and what becomes of them, run by check without a connection.")
        List<ExampleConfig> examples,

        @Rest @Doc("The call: exactly one of dubbo, thrift, raw, ... matching the cluster's wire.")
        Map<String, SettingsNode> call) {
    /** Retries. */
    @Doc("When an attempt that failed before the reply began is made again.")
    public record RetryConfig(
            @Default("1") @Range(min = 0, max = 10) @Doc("The most further attempts.")
            int max,

            @Default("false")
            @Doc(
                    "Whether the call may be made twice: attempts that failed after a byte was written are made again too.")
            boolean idempotent) {}

    /** Keeps the call in the order written; the compiler knows which codecs there are. */
    public RouteConfig {
        filters = List.copyOf(filters);
        examples = List.copyOf(examples);
        call = java.util.Collections.unmodifiableMap(call);
    }
}
