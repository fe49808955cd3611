package dev.trestle.codec.dubbo;

import dev.trestle.bridge.mapping.Binding;
import dev.trestle.bridge.mapping.BindingSettings;
import dev.trestle.bridge.mapping.BoundNames;
import dev.trestle.bridge.mapping.RequestValues;
import dev.trestle.bridge.mapping.Value;
import dev.trestle.bridge.mapping.WhenMissing;
import dev.trestle.bridge.settings.Problems;
import dev.trestle.codec.dubbo.hessian.HessianWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The compiled call of a route: everything constant encoded already, and how the arguments are written. Immutable. */
final class Call {
    private static final String INVOKE = "$invoke";
    private static final String INVOKE_TYPES = "Ljava/lang/String;[Ljava/lang/String;[Ljava/lang/Object;";

    private final List<Argument> arguments;
    private final boolean positional;
    private final boolean generic;
    private final byte[] head;
    private final byte[] constantAttachments;
    private final Map<String, Binding> attachments = new LinkedHashMap<>();
    private final BoundNames bound;
    private final String text;

    /** One argument: where it comes from and how it is written. */
    record Argument(JavaType type, Binding binding) {}

    Call(DubboCallSettings settings, TypeCompiler types, Problems problems) {
        List<BindingSettings> written = settings.args() == null ? List.of() : settings.args();
        positional = settings.args() == null;
        generic = settings.generic() || positional;
        arguments = arguments(written, types, problems);
        head = head(settings);
        constantAttachments = constantAttachments(settings);
        settings.attachments()
                .forEach((name, binding) -> attachments.put(
                        name,
                        Binding.compile(
                                binding,
                                WhenMissing.OMIT,
                                problems.at("attachments").at(name))));
        List<BindingSettings> all = new ArrayList<>(written);
        all.addAll(settings.attachments().values());
        bound = positional ? BoundNames.of(all).withWholeBody() : BoundNames.of(all);
        text = settings.service() + "." + settings.method() + "("
                + (positional
                        ? "..."
                        : arguments.stream().map(a -> a.type().name()).collect(Collectors.joining(",")))
                + ")";
    }

    private static List<Argument> arguments(List<BindingSettings> written, TypeCompiler types, Problems problems) {
        List<Argument> arguments = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            BindingSettings each = written.get(i);
            Problems at = problems.at("args[" + i + "]");
            String type = each.type();
            if (type == null) {
                at.add("", "no type (expected: the parameter's Java type, such as long or com.acme.Item)");
                type = "Object";
            }
            arguments.add(
                    new Argument(types.compile(type, at.at("type")), Binding.compile(each, WhenMissing.NULL, at)));
        }
        return List.copyOf(arguments);
    }

    /** Protocol version, path, service version, method and descriptor, and what comes before the arguments of $invoke. */
    private byte[] head(DubboCallSettings settings) {
        ByteBuf buffer = Unpooled.buffer();
        HessianWriter out = new HessianWriter(buffer);
        out.string("2.0.2");
        out.string(settings.service());
        out.string(settings.version());
        out.string(generic ? INVOKE : settings.method());
        if (generic) {
            out.string(INVOKE_TYPES);
            out.string(settings.method());
        } else {
            out.string(arguments.stream().map(a -> a.type().descriptor()).collect(Collectors.joining()));
        }
        return ByteBufUtil.getBytes(buffer);
    }

    private byte[] constantAttachments(DubboCallSettings settings) {
        ByteBuf buffer = Unpooled.buffer();
        HessianWriter out = new HessianWriter(buffer);
        out.beginMap();
        entry(out, "path", settings.service());
        entry(out, "interface", settings.service());
        entry(out, "version", settings.version());
        if (settings.group() != null) {
            entry(out, "group", settings.group());
        }
        if (generic) {
            entry(out, "generic", "true");
        }
        return ByteBufUtil.getBytes(buffer);
    }

    private static void entry(HessianWriter out, String name, String value) {
        out.string(name);
        out.string(value);
    }

    /** What is called, for people. */
    String text() {
        return text;
    }

    boolean isGeneric() {
        return generic;
    }

    BoundNames bound() {
        return bound;
    }

    /** Writes the body of a request. */
    void write(ByteBuf buffer, RequestValues request, long millisLeft) {
        HessianWriter out = new HessianWriter(buffer);
        out.raw(head);
        if (positional) {
            positional(out, request);
        } else if (generic) {
            named(out, request);
        } else {
            for (Argument argument : arguments) {
                argument.type().encoder().write(out, argument.binding().resolve(request), request.errors());
            }
        }
        out.raw(constantAttachments);
        entry(out, "timeout", Long.toString(Math.max(1, millisLeft)));
        attachments.forEach((name, binding) -> {
            Value value = binding.resolve(request);
            if (value.kind() != Value.Kind.ABSENT && value.kind() != Value.Kind.NULL) {
                entry(out, name, value.text());
            }
        });
        out.endMap();
    }

    private void named(HessianWriter out, RequestValues request) {
        out.list("[string", arguments.size());
        arguments.forEach(argument -> out.string(argument.type().name()));
        out.list("[object", arguments.size());
        for (Argument argument : arguments) {
            Value value = argument.binding().resolve(request);
            boolean exact = argument.type().name().startsWith("java.math.") && value.kind() == Value.Kind.NUMBER;
            if (exact) {
                out.string(value.text());
            } else {
                Encoders.any(out, value, request.errors());
            }
        }
    }

    /** The body is the argument list, or the one argument; the provider finds the method by name. */
    private static void positional(HessianWriter out, RequestValues request) {
        Value body = request.body();
        out.nullValue();
        if (body.kind() == Value.Kind.ABSENT) {
            out.list("[object", 0);
        } else if (body.kind() == Value.Kind.ARRAY) {
            out.list("[object", body.size());
            for (Iterator<Value> items = body.values(); items.hasNext(); ) {
                Encoders.any(out, items.next(), request.errors());
            }
        } else {
            out.list("[object", 1);
            Encoders.any(out, body, request.errors());
        }
    }
}
