package dev.trestle.codec.dubbo;

import dev.trestle.bridge.CodecContext;
import dev.trestle.bridge.http.TraceContext;
import dev.trestle.bridge.mapping.ArgumentNotes;
import dev.trestle.bridge.mapping.Binding;
import dev.trestle.bridge.mapping.BindingSettings;
import dev.trestle.bridge.mapping.PathNames;
import dev.trestle.bridge.mapping.RequestValues;
import dev.trestle.bridge.mapping.Value;
import dev.trestle.bridge.mapping.WhenMissing;
import dev.trestle.bridge.settings.Problems;
import dev.trestle.codec.dubbo.hessian.HessianWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The map of texts at the end of every request. What is the same for all requests is encoded once. The deadline goes along twice:
 * {@code timeout}, which providers log, and {@code _TO}, which makes newer ones stop when nobody waits any more. So does the trace that a
 * request belongs to, under the names of its headers (W3C Trace Context), where agents of providers look.
 */
final class Attachments {
    private static final Set<String> OWN = Set.of(
            "path", "interface", "version", "group", "generic", "timeout", "_TO", "async", "dubbo", "serialization");

    private final byte[] constant;
    /** The route writes the trace itself. */
    private final boolean ownTrace;

    private final List<Bound> bound = new ArrayList<>();

    private record Bound(String name, Binding binding) {}

    Attachments(DubboCallSettings settings, Invocation invocation, CodecContext context) {
        Problems problems = context.problems().at("attachments");
        settings.attachments().forEach((name, binding) -> add(name, binding, context.path(), problems.key(name)));
        this.constant = constant(settings, invocation);
        this.ownTrace = settings.attachments().containsKey(TraceContext.PARENT);
    }

    private void add(String name, BindingSettings binding, PathNames variables, Problems problems) {
        if (OWN.contains(name) || name.startsWith("sys_callback_arg-")) {
            problems.add("", name + " (expected: a name that the codec does not set itself)");
        }
        Value written = Binding.written(binding);
        if (written != null && written.size() > 0) {
            problems.add("", "a list or an object (expected: text)");
        }
        bound.add(new Bound(name, Binding.compile(binding, WhenMissing.OMIT, variables, problems)));
    }

    private static byte[] constant(DubboCallSettings settings, Invocation invocation) {
        ByteBuf buffer = Unpooled.buffer();
        HessianWriter out = new HessianWriter(buffer);
        out.beginMap();
        entry(out, "path", settings.service());
        entry(out, "interface", settings.service());
        entry(out, "version", settings.version());
        if (settings.group() != null) {
            entry(out, "group", settings.group());
        }
        if (invocation == Invocation.GENERIC) {
            entry(out, "generic", "true");
        }
        return ByteBufUtil.getBytes(buffer);
    }

    void write(HessianWriter out, RequestValues request, long millisLeft) {
        out.raw(constant);
        String left = Long.toString(Math.max(1, millisLeft));
        entry(out, "timeout", left);
        entry(out, "_TO", left);
        for (Bound each : bound) {
            write(out, each, request);
        }
        TraceContext trace = ownTrace ? null : request.facts().trace();
        if (trace != null) {
            trace.forEachField((name, value) -> entry(out, name, value));
        }
        out.endMap();
    }

    void explain(RequestValues request, ArgumentNotes notes) {
        bound.forEach(each -> each.binding().explain("attachments." + each.name(), "", request, notes));
    }

    private static void write(HessianWriter out, Bound each, RequestValues request) {
        Value value = each.binding().resolve(request);
        switch (value.kind()) {
            case ABSENT, NULL -> {}
            case ARRAY, OBJECT -> request.errors().add(value, "expected: text");
            case BOOLEAN, NUMBER, STRING, TEXT -> entry(out, each.name(), value.text());
        }
    }

    private static void entry(HessianWriter out, String name, String value) {
        out.string(name);
        out.string(value);
    }
}
