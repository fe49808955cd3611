package dev.trestle.codec.thrift.idl;

import dev.trestle.bridge.settings.Position;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks written values against the types they are used as. */
final class Constants {
    private static final Pattern UUID_FORM =
            Pattern.compile("\\{?[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\}?");

    private final Names names;
    private final Types types;
    private final Diagnostics diagnostics;
    private final Set<Tree.Literal> open = new HashSet<>();

    Constants(Names names, Types types, Diagnostics diagnostics) {
        this.names = names;
        this.types = types;
        this.diagnostics = diagnostics;
    }

    /** {@code written} as a value of {@code type}, or null after a report. */
    @Nullable
    Constant link(Tree.Document document, ThriftType type, Tree.Literal written) {
        if (written instanceof Tree.Name name) {
            return named(document, type, name);
        }
        return switch (type) {
            case BaseType base -> base(base, written);
            case EnumType enumeration -> number(enumeration, written);
            case ListType list -> items(document, list.element(), type, written);
            case SetType set -> items(document, set.element(), type, written);
            case MapType map -> pairs(document, map, written);
            case StructType struct -> members(document, struct, written);
        };
    }

    private @Nullable Constant named(Tree.Document document, ThriftType type, Tree.Name name) {
        String text = name.value();
        if (type == BaseType.BOOL && (text.equals("true") || text.equals("false"))) {
            return new Constant.Bool(text.equals("true"));
        }
        Names.Found found = names.find(document, text);
        if (found != null && found.definition() instanceof Tree.Const constant) {
            return referenced(found.document(), type, name, constant);
        }
        EnumType.Value value = enumValue(document, type, text);
        if (value == null) {
            String expected =
                    type instanceof EnumType ? "a value of " + type.shown() : "a constant of type " + type.shown();
            diagnostics.add(name.position(), NearMiss.message(text, choices(document, type), expected));
            return null;
        }
        if (type instanceof EnumType || isInteger(type)) {
            return base(
                    type instanceof BaseType base ? base : BaseType.I32,
                    new Tree.Whole(name.position(), value.number()));
        }
        return refuse(type, name.position(), text);
    }

    private @Nullable Constant referenced(Tree.Document home, ThriftType type, Tree.Name name, Tree.Const constant) {
        if (!open.add(constant.value())) {
            diagnostics.add(name.position(), name.value() + " is made of itself (expected: no cycle)");
            return null;
        }
        Constant linked = link(home, type, constant.value());
        open.remove(constant.value());
        return linked;
    }

    /** {@code Enum.VALUE} or {@code file.Enum.VALUE}; a bare {@code VALUE} where the type says which enum. */
    private EnumType.@Nullable Value enumValue(Tree.Document document, ThriftType type, String text) {
        int dot = text.lastIndexOf('.');
        if (dot < 0) {
            return type instanceof EnumType enumeration ? enumeration.value(text) : null;
        }
        Names.Found found = names.find(document, text.substring(0, dot));
        if (found == null || !(types.named(found.document(), found.definition()) instanceof EnumType named)) {
            return null;
        }
        return type instanceof EnumType && type != named ? null : named.value(text.substring(dot + 1));
    }

    private List<String> choices(Tree.Document document, ThriftType type) {
        List<String> choices = new ArrayList<>(names.visible(document, Tree.Const.class));
        if (type instanceof EnumType enumeration) {
            for (EnumType.Value value : enumeration.values()) {
                choices.add(enumeration.name() + "." + value.name());
            }
        }
        return choices;
    }

    private @Nullable Constant base(BaseType type, Tree.Literal written) {
        return switch (type) {
            case BOOL ->
                written instanceof Tree.Whole whole && (whole.value() == 0 || whole.value() == 1)
                        ? new Constant.Bool(whole.value() == 1)
                        : refuse(type, written.position(), shown(written));
            case I8 -> whole(type, written, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case I16 -> whole(type, written, Short.MIN_VALUE, Short.MAX_VALUE);
            case I32 -> whole(type, written, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case I64 -> whole(type, written, Long.MIN_VALUE, Long.MAX_VALUE);
            case DOUBLE -> decimal(written);
            case STRING ->
                written instanceof Tree.Text text
                        ? new Constant.Text(text.value())
                        : refuse(type, written.position(), shown(written));
            case BINARY ->
                written instanceof Tree.Text text
                        ? new Constant.Binary(
                                Base64.getEncoder().encodeToString(text.value().getBytes(StandardCharsets.UTF_8)))
                        : refuse(type, written.position(), shown(written));
            case UUID ->
                written instanceof Tree.Text text
                                && UUID_FORM.matcher(text.value()).matches()
                        ? new Constant.Text(text.value().replace("{", "").replace("}", ""))
                        : refuse(type, written.position(), shown(written));
        };
    }

    private @Nullable Constant whole(BaseType type, Tree.Literal written, long min, long max) {
        if (written instanceof Tree.Whole whole && whole.value() >= min && whole.value() <= max) {
            return new Constant.Whole(whole.value());
        }
        return refuse(type, written.position(), shown(written));
    }

    private @Nullable Constant decimal(Tree.Literal written) {
        return switch (written) {
            case Tree.Decimal decimal -> new Constant.Decimal(decimal.value());
            case Tree.Whole whole -> new Constant.Decimal(whole.value());
            default -> refuse(BaseType.DOUBLE, written.position(), shown(written));
        };
    }

    private @Nullable Constant number(EnumType type, Tree.Literal written) {
        if (written instanceof Tree.Whole whole
                && whole.value() == (int) whole.value()
                && type.value((int) whole.value()) != null) {
            return new Constant.Whole(whole.value());
        }
        return refuse(type, written.position(), shown(written));
    }

    private @Nullable Constant items(
            Tree.Document document, ThriftType element, ThriftType type, Tree.Literal written) {
        if (written instanceof Tree.Pairs pairs && pairs.pairs().isEmpty()) {
            return new Constant.Items(List.of());
        }
        if (!(written instanceof Tree.Items items)) {
            return refuse(type, written.position(), shown(written));
        }
        List<Constant> linked = new ArrayList<>();
        for (Tree.Literal item : items.items()) {
            Constant constant = link(document, element, item);
            if (constant != null) {
                linked.add(constant);
            }
        }
        return new Constant.Items(List.copyOf(linked));
    }

    private @Nullable Constant pairs(Tree.Document document, MapType type, Tree.Literal written) {
        if (written instanceof Tree.Items items && items.items().isEmpty()) {
            return new Constant.Pairs(List.of());
        }
        if (!(written instanceof Tree.Pairs pairs)) {
            return refuse(type, written.position(), shown(written));
        }
        List<Constant.Pair> linked = new ArrayList<>();
        for (Tree.Pair pair : pairs.pairs()) {
            Constant key = link(document, type.key(), pair.key());
            Constant value = link(document, type.value(), pair.value());
            if (key != null && value != null) {
                linked.add(new Constant.Pair(key, value));
            }
        }
        return new Constant.Pairs(List.copyOf(linked));
    }

    private @Nullable Constant members(Tree.Document document, StructType type, Tree.Literal written) {
        if (!(written instanceof Tree.Pairs pairs)) {
            return refuse(type, written.position(), shown(written));
        }
        Map<String, Constant> linked = new LinkedHashMap<>();
        for (Tree.Pair pair : pairs.pairs()) {
            Field field = pair.key() instanceof Tree.Text text ? type.field(text.value()) : null;
            if (field == null) {
                List<String> known = type.fields().stream().map(Field::name).toList();
                diagnostics.add(
                        pair.key().position(),
                        NearMiss.message(shown(pair.key()), known, "a quoted field of " + type.shown()));
                continue;
            }
            Constant value = link(document, field.type(), pair.value());
            if (value != null) {
                linked.put(field.name(), value);
            }
        }
        checkComplete(type, linked.keySet(), written.position());
        return new Constant.Members(java.util.Collections.unmodifiableMap(linked));
    }

    private void checkComplete(StructType type, Set<String> written, Position position) {
        if (type.kind() == StructType.Kind.UNION && written.size() != 1) {
            diagnostics.add(position, written.size() + " fields (expected: exactly one field of " + type.shown() + ")");
        }
        for (Field field : type.fields()) {
            boolean needed = field.requiredness() == Field.Requiredness.REQUIRED && !field.hasDefault();
            if (needed && !written.contains(field.name())) {
                diagnostics.add(
                        position,
                        field.name() + " of " + type.shown() + " is missing (expected: a value, it is required)");
            }
        }
    }

    private static boolean isInteger(ThriftType type) {
        return type == BaseType.I8 || type == BaseType.I16 || type == BaseType.I32 || type == BaseType.I64;
    }

    private @Nullable Constant refuse(ThriftType type, Position position, String found) {
        diagnostics.add(position, found + " (expected: a value of type " + type.shown() + ")");
        return null;
    }

    private static String shown(Tree.Literal written) {
        return switch (written) {
            case Tree.Whole whole -> String.valueOf(whole.value());
            case Tree.Decimal decimal -> String.valueOf(decimal.value());
            case Tree.Text text -> '"' + text.value() + '"';
            case Tree.Name name -> name.value();
            case Tree.Items ignored -> "a list";
            case Tree.Pairs ignored -> "a map";
        };
    }
}
