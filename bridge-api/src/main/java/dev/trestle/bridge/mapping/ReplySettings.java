package dev.trestle.bridge.mapping;

import dev.trestle.bridge.settings.Default;
import dev.trestle.bridge.settings.Doc;
import dev.trestle.bridge.settings.Example;
import dev.trestle.bridge.settings.Matches;
import dev.trestle.bridge.settings.OneOf;
import dev.trestle.bridge.settings.Range;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code reply:} section of a route as written. */
@Doc("How the outcome of the call becomes the HTTP reply.")
public record ReplySettings(
        @Default("200") @Range(min = 200, max = 599) @Doc("The status of a success.")
        int status,

        @Example("{Location: \"/v1/orders/{result.id}\"}")
        @Doc(
                "Reply headers; {result.id} puts in a field of the result, {header.rc} a field of a raw header, percent-encoded where it is not visible ASCII. A header whose field is not there is left out.")
        Map<String, String> headers,

        @Default("result") @Doc("What becomes the body: result, result.data[0], or none.")
        String body,

        @Example("[internalNote, \"items[*].cost\"]")
        @Doc(
                "Fields of the body to leave out: a name at any depth (internalNote), a path from the body's root (items[*].cost).")
        List<String> drop,

        @Example("{userName: name}")
        @Doc("Fields of the body to rename: {oldName: newName}; the key is a name or a path, as in drop.")
        Map<String, String> rename,

        @Default("number") @Doc("How 64-bit integers are written.")
        Int64Style int64,

        @Example("[{exception: com.acme.OutOfStock, status: 409}]")
        @Doc("What failures of the call become; the first match wins.")
        List<ErrorSettings> errors) {
    /** How 64-bit integers are written. */
    public enum Int64Style {
        @Doc("As a JSON number, all digits.")
        NUMBER,
        @Doc("As a JSON string.")
        STRING
    }

    /** Copies. */
    public ReplySettings {
        headers = java.util.Collections.unmodifiableMap(headers);
        drop = List.copyOf(drop);
        rename = java.util.Collections.unmodifiableMap(rename);
        errors = List.copyOf(errors);
    }

    /** What a route without a reply section gets. */
    public static ReplySettings defaults() {
        return new ReplySettings(200, Map.of(), "result", List.of(), Map.of(), Int64Style.NUMBER, List.of());
    }

    /**
     * One line of the error table.
     */
    @Doc("One line of the error table: exactly one of exception, rpc, header picks it.")
    @OneOf({"exception", "rpc", "header"})
    @OneOf(
            value = {"equals", "not"},
            beside = "header")
    public record ErrorSettings(
            @Example("com.acme.OutOfStock")
            @Doc("The name of a thrown exception: a class, a Thrift exception; * for any.")
            @Nullable
            String exception,

            @Example("service_error")
            @Doc("The protocol's own status: service_error, unknown_method; * for any.")
            @Nullable
            String rpc,

            @Example("status") @Doc("A field of the reply's frame header (raw).") @Nullable
            String header,

            @Example("\"44\"") @Doc("With header: the value that picks this line.") @Nullable
            String equals,

            @Example("\"0\"") @Doc("With header: any value but this one picks this line.") @Nullable
            String not,

            @Range(min = 400, max = 599) @Doc("The HTTP status.")
            int status,

            @Matches("[A-Za-z0-9_.\\-]+")
            @Example("out_of_stock")
            @Doc("The problem's code; by default the exception's or status' name in snake case.")
            @Nullable
            String code,

            @Example("\"{sku} is sold out\"")
            @Doc(
                    "The problem's detail; {message} and {field} put in the exception's. By default the exception's message for 4xx.")
            @Nullable
            String detail,

            @Example("{sku: sku}")
            @Doc("Fields of the exception to show in the problem: {name in the problem: name in the exception}.")
            Map<String, String> extra,

            @Example("2s")
            @Range(min = 0, max = 86400000)
            @Doc("What the reply says in Retry-After, in whole seconds and at least one.")
            java.time.@Nullable Duration retryAfter) {
        /** Checks that one selector is set. */
        public ErrorSettings {
            int selectors = (exception == null ? 0 : 1) + (rpc == null ? 0 : 1) + (header == null ? 0 : 1);
            if (selectors != 1) {
                throw new dev.trestle.bridge.settings.SettingException(
                        "", selectors + " of exception, rpc, header (expected: exactly one)");
            }
            if (header == null ? equals != null || not != null : (equals == null) == (not == null)) {
                throw new dev.trestle.bridge.settings.SettingException(
                        "", "equals, not (expected: exactly one of them, beside header)");
            }
            extra = java.util.Collections.unmodifiableMap(extra);
        }
    }
}
