package dev.trestle.codec.dubbo;

import dev.trestle.bridge.CodecContext;
import dev.trestle.bridge.mapping.ArgumentNotes;
import dev.trestle.bridge.mapping.Binding;
import dev.trestle.bridge.mapping.BindingSettings;
import dev.trestle.bridge.mapping.BoundNames;
import dev.trestle.bridge.mapping.RequestValues;
import dev.trestle.bridge.mapping.ShownValue;
import dev.trestle.bridge.mapping.Value;
import dev.trestle.bridge.mapping.WhenMissing;
import dev.trestle.bridge.settings.Problems;
import dev.trestle.codec.dubbo.hessian.HessianWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The compiled call of a route: the body of its requests, everything constant encoded already. Immutable.
 *
 * <p>A body is a row of Hessian values: protocol version, path, service version, method, descriptor, arguments, attachments. A
 * generic one calls {@code $invoke} with three arguments: the method's name, its parameters' types, its arguments; untyped lists
 * do for the two arrays, so that what is encoded once names no type that later values would have to know of.
 */
final class Call {
    private static final String PROTOCOL = "2.0.2";
    private static final String INVOKE = "$invoke";
    private static final String INVOKE_TYPES = "Ljava/lang/String;[Ljava/lang/String;[Ljava/lang/Object;";

    private final List<Argument> arguments;
    private final boolean positional;
    private final Invocation invocation;
    private final byte[] head;
    private final Attachments attachments;
    private final BoundNames bound;
    private final String text;

    private record Argument(JavaType type, Binding binding) {}

    Call(DubboCallSettings settings, TypeCompiler types, CodecContext context) {
        List<BindingSettings> args = settings.args();
        List<BindingSettings> written = args == null ? List.of() : args;
        positional = args == null;
        invocation = settings.invocation();
        arguments = arguments(written, types, context);
        head = head(settings);
        attachments = new Attachments(settings, invocation, context);
        List<BindingSettings> all = new ArrayList<>(written);
        all.addAll(settings.attachments().values());
        bound = positional ? BoundNames.of(all).withWholeBody() : BoundNames.of(all);
        text = settings.service() + "." + settings.method() + "(" + (positional ? "..." : names(",")) + ")";
    }

    private static List<Argument> arguments(List<BindingSettings> written, TypeCompiler types, CodecContext context) {
        List<Argument> arguments = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            BindingSettings each = written.get(i);
            Problems at = context.problems().at("args[" + i + "]");
            if (each.type() == null) {
                at.add("", "no type (expected: the parameter's Java type, such as long or com.acme.Item)");
            }
            // Absent values of a reference type become null where they are written; a primitive has none.
            arguments.add(new Argument(
                    types.compile(each.type(), each, at), Binding.compile(each, WhenMissing.OMIT, context.path(), at)));
        }
        return List.copyOf(arguments);
    }

    private byte[] head(DubboCallSettings settings) {
        ByteBuf buffer = Unpooled.buffer();
        HessianWriter out = new HessianWriter(buffer);
        out.string(PROTOCOL);
        out.string(settings.service());
        out.string(settings.version());
        if (invocation == Invocation.TYPED) {
            out.string(settings.method());
            out.string(arguments.stream().map(a -> a.type().descriptor()).collect(Collectors.joining()));
        } else {
            out.string(INVOKE);
            out.string(INVOKE_TYPES);
            out.string(settings.method());
            genericTypes(out);
        }
        return ByteBufUtil.getBytes(buffer);
    }

    /** Without types the provider finds the method by its name. */
    private void genericTypes(HessianWriter out) {
        if (positional) {
            out.nullValue();
            return;
        }
        out.list(arguments.size());
        arguments.forEach(argument -> out.string(argument.type().name()));
        out.list(arguments.size());
    }

    private String names(String delimiter) {
        return arguments.stream().map(a -> a.type().name()).collect(Collectors.joining(delimiter));
    }

    /** What is called, for people. */
    String text() {
        return text;
    }

    Invocation invocation() {
        return invocation;
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
        }
        for (Argument argument : arguments) {
            argument.type().encoder().write(out, argument.binding().resolve(request), request.errors());
        }
        attachments.write(out, request, millisLeft);
    }

    /** Where the arguments and attachments of {@code request} come from. */
    void explain(RequestValues request, ArgumentNotes notes) {
        if (positional) {
            notes.argument("args", "", "body", ShownValue.of(request.body()));
        }
        for (int i = 0; i < arguments.size(); i++) {
            Argument argument = arguments.get(i);
            argument.binding().explain("args[" + i + "]", argument.type().name(), request, notes);
        }
        attachments.explain(request, notes);
    }

    /** What stands between the descriptor and the attachments, value by value. */
    List<String> places() {
        if (invocation == Invocation.GENERIC) {
            return List.of("method called", "its types", "args");
        }
        List<String> places = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            places.add("args[" + i + "]");
        }
        return places;
    }

    private static void positional(HessianWriter out, RequestValues request) {
        Value body = request.body();
        boolean list = body.kind() == Value.Kind.ARRAY;
        out.list(list ? body.size() : body.kind() == Value.Kind.ABSENT ? 0 : 1);
        if (list) {
            for (Iterator<Value> items = body.values(); items.hasNext(); ) {
                Encoders.any(out, items.next(), request.errors());
            }
        } else if (body.kind() != Value.Kind.ABSENT) {
            Encoders.any(out, body, request.errors());
        }
    }
}
