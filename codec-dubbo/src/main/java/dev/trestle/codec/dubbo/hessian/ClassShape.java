package dev.trestle.codec.dubbo.hessian;

import dev.trestle.bridge.json.JsonWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One class definition as the reader uses it: its fields' JSON names, ready to copy, and how its objects are shown. Immutable. */
final class ClassShape {
    /** How objects of a class are shown. */
    enum Kind {
        /** As a JSON object. */
        PLAIN,
        /** As the text of its only field, {@code name}. */
        ENUM,
        /** As the value a well-known JDK class stands for. */
        JDK,
        /** As a JSON object without stack trace, cause and suppressed exceptions. */
        THROWABLE
    }

    private static final byte[] HIDDEN = {};
    private static final Set<String> INTERNALS = Set.of("stackTrace", "cause", "suppressedExceptions");

    private final ByteBuf definition;
    private final String className;
    private final String[] fields;
    private final byte[][] names;
    private final Kind kind;
    private final @Nullable JdkForm form;
    private final int[] roles;

    private ClassShape(byte[] definition, String className, String[] fields, Set<String> plainClasses) {
        this.definition = Unpooled.wrappedBuffer(definition);
        this.className = className;
        this.fields = fields;
        List<String> fieldList = List.of(fields);
        this.form = JdkForm.of(className, fieldList);
        this.roles = form == null ? new int[0] : form.roles(fieldList);
        this.kind = kind(fieldList, !plainClasses.contains(className));
        this.names = jsonNames();
    }

    /**
     * Makes a shape.
     *
     * @param definition its bytes, without the tag
     * @param plainClasses classes that are no enums although their only field is {@code name}
     */
    static ClassShape of(byte[] definition, String className, String[] fields, Set<String> plainClasses) {
        return new ClassShape(definition, className, fields, plainClasses);
    }

    private Kind kind(List<String> fieldList, boolean mayBeEnum) {
        if (form != null) {
            return Kind.JDK;
        }
        if (fieldList.contains("detailMessage") && fieldList.contains("stackTrace")) {
            return Kind.THROWABLE;
        }
        return mayBeEnum && fieldList.size() == 1 && fieldList.getFirst().equals("name") ? Kind.ENUM : Kind.PLAIN;
    }

    /**
     * The JSON name of each field, empty for those not shown. A subclass field that shadows one of its superclass has the same
     * name; Dubbo's writer puts the superclass first, so the last one wins.
     */
    private byte[][] jsonNames() {
        byte[][] result = new byte[fields.length][0];
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < fields.length; i++) {
            String shown = shownName(fields[i]);
            if (shown == null) {
                continue;
            }
            Integer shadowed = seen.put(shown, i);
            if (shadowed != null) {
                result[shadowed] = HIDDEN;
            }
            result[i] = JsonWriter.encodeName(shown);
        }
        return result;
    }

    private @Nullable String shownName(String field) {
        if (kind != Kind.THROWABLE) {
            return field;
        }
        if (field.equals("detailMessage")) {
            return indexOf("message") < 0 ? "message" : null;
        }
        return INTERNALS.contains(field) ? null : field;
    }

    /** Whether the bytes at {@code index} are this definition. */
    boolean isAt(ByteBuf in, int index, int available) {
        int length = definition.capacity();
        return length <= available && ByteBufUtil.equals(definition, 0, in, index, length);
    }

    int bytes() {
        return definition.capacity();
    }

    String className() {
        return className;
    }

    int size() {
        return fields.length;
    }

    String field(int index) {
        return fields[index];
    }

    byte @Nullable [] name(int index) {
        return names[index].length == 0 ? null : names[index];
    }

    Kind kind() {
        return kind;
    }

    @Nullable
    JdkForm form() {
        return form;
    }

    /** For a JDK class: where the fields its form asks for are. */
    int[] roles() {
        return roles;
    }

    /** The last field of this name, or -1. */
    int indexOf(String field) {
        for (int i = fields.length - 1; i >= 0; i--) {
            if (fields[i].equals(field)) {
                return i;
            }
        }
        return -1;
    }
}
