package dev.trestle.codec.thrift;

import dev.trestle.codec.thrift.idl.BaseType;
import dev.trestle.codec.thrift.idl.EnumType;
import dev.trestle.codec.thrift.idl.Field;
import dev.trestle.codec.thrift.idl.ListType;
import dev.trestle.codec.thrift.idl.MapType;
import dev.trestle.codec.thrift.idl.SetType;
import dev.trestle.codec.thrift.idl.StructType;
import dev.trestle.codec.thrift.idl.ThriftType;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Values of any IDL type as the codec itself writes them in JSON; the same for the same seed. */
final class RandomJson {
    private final Random random;

    RandomJson(long seed) {
        this.random = new Random(seed);
    }

    String value(ThriftType type, int depth) {
        return switch (type) {
            case BaseType base -> base(base);
            case EnumType enumeration ->
                quoted(enumeration
                        .values()
                        .get(random.nextInt(enumeration.values().size()))
                        .name());
            case ListType list -> array(() -> value(list.element(), depth - 1), depth);
            case SetType set -> array(() -> value(set.element(), depth - 1), depth);
            case MapType map -> map(map, depth);
            case StructType struct -> struct(struct, depth);
        };
    }

    private String base(BaseType type) {
        return switch (type) {
            case BOOL -> String.valueOf(random.nextBoolean());
            case I8 -> String.valueOf((byte) random.nextInt());
            case I16 -> String.valueOf((short) (random.nextInt() >> random.nextInt(32)));
            case I32 -> String.valueOf(random.nextInt() >> random.nextInt(32));
            case I64 -> String.valueOf(random.nextLong() >> random.nextInt(64));
            case DOUBLE -> decimal();
            case STRING -> quoted(text());
            case BINARY -> quoted(binary());
            case UUID -> quoted(new UUID(random.nextLong(), random.nextLong()).toString());
        };
    }

    private String decimal() {
        return switch (random.nextInt(6)) {
            case 0 -> quoted("NaN");
            case 1 -> quoted("-Infinity");
            default -> random.nextInt(1_000) + ".5";
        };
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.appendCodePoint("aZ 0é中\uD83D\uDE00".codePointAt(random.nextInt(6)));
        }
        return text.toString();
    }

    private String binary() {
        byte[] bytes = new byte[random.nextInt(10)];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    private int size(int depth) {
        return depth <= 0 ? 0 : random.nextInt(random.nextInt(8) == 0 ? 40 : 4);
    }

    private String array(Supplier<String> element, int depth) {
        List<String> elements = new ArrayList<>();
        for (int i = size(depth); i > 0; i--) {
            elements.add(element.get());
        }
        return "[" + String.join(",", elements) + "]";
    }

    private String map(MapType map, int depth) {
        boolean object = !(map.key() instanceof StructType);
        Set<String> keys = new LinkedHashSet<>();
        for (int i = size(depth); i > 0; i--) {
            String key = value(map.key(), depth - 1);
            keys.add(object && !key.startsWith("\"") ? quoted(key) : key);
        }
        List<String> entries = new ArrayList<>();
        for (String key : keys) {
            String element = value(map.value(), depth - 1);
            entries.add(object ? key + ":" + element : "[" + key + "," + element + "]");
        }
        String all = String.join(",", entries);
        return object ? "{" + all + "}" : "[" + all + "]";
    }

    private String struct(StructType type, int depth) {
        List<String> members = new ArrayList<>();
        if (type.kind() == StructType.Kind.UNION) {
            Field field = type.fields().get(random.nextInt(type.fields().size()));
            return "{" + member(field, depth) + "}";
        }
        for (Field field : type.fields()) {
            boolean needed = field.requiredness() == Field.Requiredness.REQUIRED;
            if (needed || (depth > 0 && random.nextInt(3) > 0)) {
                members.add(member(field, depth));
            }
        }
        return "{" + String.join(",", members) + "}";
    }

    private String member(Field field, int depth) {
        return quoted(field.name()) + ":" + value(field.type(), depth - 1);
    }
}
