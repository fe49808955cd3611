package dev.trestle.codec.thrift;

import dev.trestle.bridge.CodecContext;
import dev.trestle.bridge.mapping.Binding;
import dev.trestle.bridge.mapping.BindingSettings;
import dev.trestle.bridge.mapping.BoundNames;
import dev.trestle.bridge.mapping.PathNames;
import dev.trestle.bridge.mapping.UnknownFields;
import dev.trestle.bridge.mapping.WhenMissing;
import dev.trestle.bridge.settings.Problems;
import dev.trestle.codec.thrift.ThriftCallSettings.Rest;
import dev.trestle.codec.thrift.idl.NearMiss;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Turns the {@code bind} and {@code rest} of a route into {@link Arguments}. */
final class ArgumentsCompiler {
    private final ThriftCallSettings settings;
    private final PathNames variables;
    private final Problems problems;
    private final Set<String> readPaths = new HashSet<>();

    ArgumentsCompiler(ThriftCallSettings settings, CodecContext context) {
        this.settings = settings;
        this.variables = context.path();
        this.problems = context.problems();
    }

    /** The arguments; of no use when a problem was reported. */
    Arguments compile(StructShape arguments, UnknownFields unknown) {
        Plan plan = new Plan(arguments);
        for (Map.Entry<String, BindingSettings> entry : settings.bind().entrySet()) {
            bind(plan, entry.getKey(), entry.getValue(), problems.at("bind." + entry.getKey()));
            collectReadPaths(entry.getValue());
        }
        Rest rest = settings.rest();
        if (rest == null) {
            rest = readPaths.contains("body") ? Rest.IGNORE : Rest.BODY;
        }
        if (rest != Rest.BODY) {
            checkRequired(plan);
        }
        BoundNames parameters = BoundNames.of(settings.bind().values()).withWholeBody();
        return new Arguments(plan, rest, unknown, new Arguments.Read(Set.copyOf(readPaths), parameters));
    }

    private void bind(Plan root, String path, BindingSettings binding, Problems at) {
        Plan plan = root;
        String[] names = path.split("\\.", -1);
        for (int i = 0; i < names.length; i++) {
            StructShape shape = plan.shape();
            int ordinal = shape.ordinal(names[i]);
            if (ordinal < 0) {
                String what = plan == root ? "an argument of " + settings.method() : "a field of " + shape.shown();
                at.add("", NearMiss.message(names[i], shape.names(), what));
                return;
            }
            Shape member = shape.member(ordinal).shape();
            if (i == names.length - 1) {
                bindLast(plan, ordinal, binding, at);
            } else if (member instanceof StructShape struct) {
                plan = plan.nested(ordinal, struct);
            } else {
                at.add("", names[i] + " is a " + member.shown() + " (expected: a struct before the dot)");
                return;
            }
        }
    }

    private void bindLast(Plan plan, int ordinal, BindingSettings binding, Problems at) {
        if (binding.type() != null) {
            String type = plan.shape().member(ordinal).shape().shown();
            at.add("type", binding.type() + " (expected: none; the IDL says " + type + ")");
        }
        plan.bind(ordinal, Binding.compile(binding, WhenMissing.OMIT, variables, at));
        WrittenValues.check(plan.shape().member(ordinal).shape(), binding, at);
        if (binding.whenMissing() == WhenMissing.OMIT || binding.whenMissing() == WhenMissing.NULL) {
            plan.leave(ordinal);
        }
    }

    /** Only the arguments themselves: what is below may come with the struct it is in. */
    private void checkRequired(Plan plan) {
        for (int i = 0; i < plan.shape().size(); i++) {
            StructShape.Member member = plan.shape().member(i);
            if (plan.isNeeded(i) && member.defaultValue() == null && !plan.isBound(i)) {
                problems.add("bind", member.field().name() + " is missing (expected: a binding for every argument)");
            }
        }
    }

    private void collectReadPaths(BindingSettings binding) {
        String from = binding.from();
        if (from != null && from.startsWith("body[")) {
            readPaths.add("body");
        } else if (from != null && (from.equals("body") || from.startsWith("body."))) {
            readPaths.add(from);
            for (int i = "body.".length(); i < from.length(); i++) {
                if (from.charAt(i) == '.' || from.charAt(i) == '[') {
                    readPaths.add(from.substring(0, i));
                }
            }
        }
        collectAll(binding.object().values());
        collectAll(binding.list());
    }

    private void collectAll(Collection<BindingSettings> bindings) {
        for (BindingSettings binding : bindings) {
            collectReadPaths(binding);
        }
    }
}
