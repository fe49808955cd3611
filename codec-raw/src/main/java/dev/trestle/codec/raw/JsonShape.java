package dev.trestle.codec.raw;

import dev.trestle.bridge.json.JsonOptions;
import dev.trestle.bridge.json.JsonWriter;
import dev.trestle.bridge.mapping.ArgumentErrors;
import dev.trestle.bridge.mapping.Binding;
import dev.trestle.bridge.mapping.BindingSettings;
import dev.trestle.bridge.mapping.Coerce;
import dev.trestle.bridge.mapping.Value;
import dev.trestle.bridge.settings.Problems;
import io.netty.buffer.Unpooled;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a bound value looks like in JSON: the types its settings name, and the names of its members, encoded once. JSON of the
 * request stays what it is, digit for digit; untyped text is a string unless a type says otherwise. Immutable, thread safe.
 */
final class JsonShape {
    private static final JsonShape ANY = new JsonShape(Type.ANY, new byte[0], Map.of());

    private final Type type;
    private final byte[] jsonName;
    private final Map<String, JsonShape> members;

    private enum Type {
        ANY,
        STRING,
        NUMBER,
        BOOLEAN
    }

    private JsonShape(Type type, byte[] jsonName, Map<String, JsonShape> members) {
        this.type = type;
        this.jsonName = jsonName;
        this.members = members;
    }

    /** The shape of what {@code settings} bind. */
    static JsonShape of(BindingSettings settings, Problems problems) {
        return of("", settings, problems);
    }

    private static JsonShape of(String name, BindingSettings settings, Problems problems) {
        Map<String, JsonShape> members = new HashMap<>();
        settings.object()
                .forEach((member, binding) -> members.put(
                        member, of(member, binding, problems.at("object").at(member))));
        Type type = type(settings.type(), problems);
        checkWritten(new JsonShape(type, new byte[0], Map.of()), settings, problems);
        for (int i = 0; i < settings.list().size(); i++) {
            if (settings.list().get(i).type() != null) {
                problems.at("list[" + i + "]")
                        .add("type", "in a list (expected: no type, the items are written as they come)");
            }
        }
        return new JsonShape(type, JsonWriter.encodeName(name), Map.copyOf(members));
    }

    /** A constant that its type cannot hold would be refused with every request, as if the client had sent it. */
    private static void checkWritten(JsonShape shape, BindingSettings settings, Problems problems) {
        Value value = Binding.written(settings);
        if (value != null) {
            ArgumentErrors errors = new ArgumentErrors();
            shape.write(value, new JsonWriter(Unpooled.buffer(), JsonOptions.DEFAULT), errors);
            errors.reportTo(problems);
        }
    }

    private static Type type(@Nullable String type, Problems problems) {
        return switch (type) {
            case null -> Type.ANY;
            case "string" -> Type.STRING;
            case "number" -> Type.NUMBER;
            case "boolean" -> Type.BOOLEAN;
            default -> {
                problems.add("type", type + " (expected: string, number or boolean)");
                yield Type.ANY;
            }
        };
    }

    /** Writes {@code value}; what it may not be is reported. */
    void write(Value value, JsonWriter json, ArgumentErrors errors) {
        if (type != Type.ANY && value.kind() != Value.Kind.NULL && value.kind() != Value.Kind.ABSENT) {
            writeTyped(value, json, errors);
            return;
        }
        switch (value.kind()) {
            case ABSENT, NULL -> json.nullValue();
            case BOOLEAN -> json.bool(value.text().equals("true"));
            case NUMBER -> number(value, json, errors);
            case STRING, TEXT -> json.string(value.text());
            case ARRAY -> {
                json.beginArray();
                for (Iterator<Value> items = value.values(); items.hasNext(); ) {
                    ANY.write(items.next(), json, errors);
                }
                json.endArray();
            }
            case OBJECT -> object(value, json, errors);
        }
    }

    private void object(Value value, JsonWriter json, ArgumentErrors errors) {
        json.beginObject();
        for (Iterator<Value> values = value.values(); values.hasNext(); ) {
            Value member = values.next();
            String name = String.valueOf(member.name());
            JsonShape shape = members.get(name);
            if (shape == null) {
                json.name(name);
                ANY.write(member, json, errors);
            } else {
                json.name(shape.jsonName);
                shape.write(member, json, errors);
            }
        }
        json.endObject();
    }

    private void writeTyped(Value value, JsonWriter json, ArgumentErrors errors) {
        switch (type) {
            case STRING -> json.string(value.kind() == Value.Kind.NUMBER ? value.text() : Coerce.string(value, errors));
            case NUMBER -> number(value, json, errors);
            case BOOLEAN -> json.bool(Coerce.bool(value, errors));
            case ANY -> throw new IllegalStateException("no type");
        }
    }

    private static void number(Value value, JsonWriter json, ArgumentErrors errors) {
        if (value.isInt64()) {
            json.int64(value.int64());
        } else {
            BigDecimal exact = Coerce.decimal(value, errors);
            json.decimal(exact);
        }
    }
}
