package dev.trestle.codec.thrift;

import dev.trestle.bridge.json.JsonWriter;
import dev.trestle.bridge.mapping.Value;
import dev.trestle.codec.thrift.idl.Field;
import dev.trestle.codec.thrift.idl.StructType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A struct, union or exception. Fields are written in the order of the IDL, whatever order they came in, in one pass over the
 * value. May contain itself, so its members come after it is made.
 */
final class StructShape extends Shape {
    /** Ids up to this are found by index. */
    private static final int MAX_INDEXED_ID = 1_023;

    private final StructType type;
    private final Map<String, Integer> byName = new HashMap<>();
    private final Map<Integer, Member> byId = new HashMap<>();
    private Member[] members = {};
    private @Nullable Member[] indexed = {};

    /**
     * One field.
     *
     * @param ordinal its place among the fields
     * @param encodedName its name as JSON
     * @param defaultValue what is sent where the request says nothing; null for nothing
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Member(
            int ordinal,
            Field field,
            Shape shape,
            byte[] encodedName,
            @Nullable Value defaultValue) {
        boolean required() {
            return field.requiredness() == Field.Requiredness.REQUIRED;
        }
    }

    StructShape(StructType type) {
        super(WireType.STRUCT, type.shown());
        this.type = type;
    }

    /** By {@link Shapes}, once. */
    void complete(Member[] all) {
        members = all;
        int top = 0;
        for (Member member : all) {
            byName.put(member.field().name(), member.ordinal());
            byId.put(member.field().id(), member);
            top = Math.max(top, Math.min(member.field().id(), MAX_INDEXED_ID));
        }
        indexed = new Member[top + 1];
        for (Member member : all) {
            int id = member.field().id();
            if (id >= 0 && id <= top) {
                indexed[id] = member;
            }
        }
    }

    int size() {
        return members.length;
    }

    Member member(int ordinal) {
        return members[ordinal];
    }

    /** The ordinal of a field, or -1. */
    int ordinal(String name) {
        Integer ordinal = byName.get(name);
        return ordinal == null ? -1 : ordinal;
    }

    @Nullable
    Member byId(int id) {
        return id >= 0 && id < indexed.length ? indexed[id] : byId.get(id);
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        for (Member member : members) {
            names.add(member.field().name());
        }
        return names;
    }

    @Override
    void write(Value value, Encoding encoding) {
        if (value instanceof PlannedValue planned) {
            write(planned.members(), planned.where(), encoding);
        } else if (value.kind() == Value.Kind.OBJECT) {
            write(collect(value, encoding), value.where(), encoding);
        } else {
            encoding.errors().add(value, "expected: an object for " + shown());
        }
    }

    /** The members of an object by ordinal, null where there is none; what no field takes is reported. */
    @Nullable
    Value[] collect(Value object, Encoding encoding) {
        @Nullable Value[] values = new Value[members.length];
        for (Iterator<Value> all = object.values(); all.hasNext(); ) {
            Value value = all.next();
            Integer ordinal = byName.get(value.name());
            if (ordinal == null) {
                encoding.unread(value, byName.keySet(), shown());
            } else {
                values[ordinal] = value;
            }
        }
        return values;
    }

    private void write(@Nullable Value[] values, String where, Encoding encoding) {
        if (type.kind() == StructType.Kind.UNION) {
            checkUnion(values, where, encoding);
        }
        int lastId = 0;
        for (Member member : members) {
            Value value = values[member.ordinal()];
            int id = member.field().id();
            if (value != null && isPresent(value)) {
                member.shape().writeField(lastId, id, value, encoding);
                lastId = id;
            } else if (member.defaultValue() != null && isAbsent(value)) {
                member.shape().writeField(lastId, id, member.defaultValue(), encoding);
                lastId = id;
            } else if (member.required()) {
                missing(member, value, where, encoding);
            }
        }
        encoding.out().stop();
    }

    private static void missing(Member member, @Nullable Value value, String where, Encoding encoding) {
        String expected = "expected: " + member.shape().shown();
        if (value == null) {
            encoding.errors().add(where + "." + member.field().name(), "missing (" + expected + ")");
        } else {
            encoding.errors().add(value, expected);
        }
    }

    private void checkUnion(@Nullable Value[] values, String where, Encoding encoding) {
        List<String> present = new ArrayList<>(1);
        for (Member member : members) {
            Value value = values[member.ordinal()];
            if (value != null && isPresent(value)) {
                present.add(member.field().name());
            }
        }
        if (present.size() != 1) {
            String found = present.isEmpty() ? "none" : String.join(", ", present);
            encoding.errors().add(where, found + " (expected: exactly one of " + String.join(", ", names()) + ")");
        }
    }

    /** Null is not sent either, but unlike an absent value it is not replaced by a default. */
    private static boolean isPresent(Value value) {
        return value.kind() != Value.Kind.NULL && value.kind() != Value.Kind.ABSENT;
    }

    private static boolean isAbsent(@Nullable Value value) {
        return value == null || value.kind() == Value.Kind.ABSENT;
    }

    @Override
    void read(ThriftReader in, JsonWriter out, int depth) {
        int deeper = ThriftReader.deeper(depth);
        int outer = in.beginStruct();
        long[] seen = new long[(members.length >> 6) + 1];
        out.beginObject();
        while (in.nextField()) {
            Member member = byId(in.fieldId);
            if (member == null) {
                in.skip(in.fieldType, deeper);
                continue;
            }
            checkFirst(member, seen);
            if (in.fieldType != member.shape().wireType()) {
                member.shape()
                        .check(in.fieldType, shown() + "." + member.field().name());
            }
            out.name(member.encodedName());
            member.shape().read(in, out, deeper);
        }
        out.endObject();
        in.endStruct(outer);
    }

    /** A field that stands twice would make a JSON object with one name twice. */
    private void checkFirst(Member member, long[] seen) {
        int word = member.ordinal() >> 6;
        long bit = 1L << member.ordinal();
        if ((seen[word] & bit) != 0) {
            throw ThriftReader.malformed(shown() + "." + member.field().name() + " stands twice");
        }
        seen[word] |= bit;
    }
}
