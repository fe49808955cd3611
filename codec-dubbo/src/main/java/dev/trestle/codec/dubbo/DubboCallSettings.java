package dev.trestle.codec.dubbo;

import dev.trestle.bridge.mapping.BindingSettings;
import dev.trestle.bridge.settings.Default;
import dev.trestle.bridge.settings.Doc;
import dev.trestle.bridge.settings.Example;
import dev.trestle.bridge.settings.Matches;
import dev.trestle.bridge.settings.Problems;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code dubbo:} call of a route. */
@Doc("A call of a Dubbo service.")
public record DubboCallSettings(
        @Matches(SERVICE) @Example("com.acme.OrderService") @Doc("The interface, with its package.")
        String service,

        @Matches(METHOD) @Example("create") @Doc("The method.")
        String method,

        @Default("0.0.0") @Doc("The service's version.") String version,

        @Example("eu") @Doc("The service's group.") @Nullable
        String group,

        @Example("[{type: long, from: path.shop}, {type: com.acme.Order, from: body}]")
        @Doc(
                "The arguments in order, each with its Java type. Without: a JSON array in the body is the argument list, anything else the one argument, and the call is generic.")
        @Nullable
        List<BindingSettings> args,

        @Default("false") @Doc("Whether the call is made by $invoke, with the types as names.")
        boolean generic,

        @Default("false")
        @Doc("Whether nothing is waited for: the provider sends no reply, the client gets the route's success at once.")
        boolean oneway,

        @Example("{trace-id: header.X-Trace-Id}") @Doc("Attachments of the call, by name.")
        Map<String, BindingSettings> attachments) {
    private static final String METHOD = "[^\\s.:;,/()\\[\\]]+";
    private static final String SERVICE = METHOD + "(\\." + METHOD + ")*";

    /** Copies. */
    public DubboCallSettings {
        args = args == null ? null : List.copyOf(args);
        attachments = Collections.unmodifiableMap(attachments);
    }

    /** Reports names that no service and no method can have; a provider would say only that it does not know them. */
    void check(Problems problems) {
        if (!service.matches(SERVICE)) {
            problems.add(
                    "service", service + " (expected: an interface with its package, such as com.acme.OrderService)");
        }
        if (!method.matches(METHOD)) {
            problems.add("method", method + " (expected: a method's name alone)");
        }
    }

    /** How the call is made: what types nobody names, the provider has to find. */
    Invocation invocation() {
        return generic || args == null ? Invocation.GENERIC : Invocation.TYPED;
    }
}
