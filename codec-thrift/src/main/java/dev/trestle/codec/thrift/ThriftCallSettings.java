package dev.trestle.codec.thrift;

import dev.trestle.bridge.mapping.BindingSettings;
import dev.trestle.bridge.settings.Doc;
import dev.trestle.bridge.settings.Example;
import dev.trestle.bridge.settings.Key;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code thrift:} section of a route. */
@Doc("A call of one method of a Thrift service, along its IDL.")
public record ThriftCallSettings(
        @Example("idl/calculator.thrift") @Doc("The IDL file; what it includes is found relative to it.")
        String idl,

        @Example("Calculator") @Doc("The service in that file, or file.Service for one that it includes.")
        String service,

        @Example("work") @Doc("The method, as the IDL names it.")
        String method,

        @Example("{work: body, req.id: path.id}")
        @Doc(
                "Where arguments come from, by argument or by field path: {work: body, req.id: path.id}. A path may go into structs, not into containers.")
        Map<String, BindingSettings> bind,

        @Doc(
                "What becomes of the body's fields that are not bound. Without it: body, or ignore where the whole body is bound.")
        @Nullable
        Rest rest,

        @Example("Calculator")
        @Doc("The name under which the server multiplexes this service (TMultiplexedProtocol).")
        @Nullable
        String multiplexed) {
    /** What becomes of the body's fields that are not bound. */
    public enum Rest {
        @Doc("They are the arguments and fields of the same name.")
        @Key("body")
        BODY,
        @Doc("They are not read.")
        @Key("ignore")
        IGNORE,
        @Doc("They are an error.")
        @Key("reject")
        REJECT
    }

    /** Keeps the order. */
    public ThriftCallSettings {
        bind = Collections.unmodifiableMap(bind);
    }
}
