package dev.trestle.codec.dubbo.hessian;

import dev.trestle.bridge.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** Reads one exception: its name, its message, its own fields. A GenericException is taken for what it wraps. */
final class ThrownReader {
    private final HessianReader reader;
    private @Nullable String message;
    private @Nullable String wrappedType;
    private @Nullable String wrappedMessage;

    ThrownReader(HessianReader reader) {
        this.reader = reader;
    }

    ThrownObject read(JsonWriter fields) {
        HessianInput input = reader.input();
        int begin = input.position();
        int first = input.next();
        while (Tag.of(first) == Tag.DEFINITION) {
            reader.definition();
            begin = input.position();
            first = input.next();
        }
        if (Tag.of(first) != Tag.OBJECT) {
            throw Defect.of("an exception that is no object");
        }
        int number = reader.tables().enter(begin);
        reader.tables().open(number);
        ClassShape shape = reader.shape(first);
        fields.beginObject();
        for (int i = 0; i < shape.size(); i++) {
            field(shape, i, fields);
        }
        fields.endObject();
        reader.tables().close(number);
        boolean generic = shape.className().endsWith(".GenericException") && wrappedType != null;
        return generic && wrappedType != null
                ? new ThrownObject(wrappedType, wrappedMessage)
                : new ThrownObject(shape.className(), message);
    }

    private void field(ClassShape shape, int index, JsonWriter fields) {
        byte[] name = shape.name(index);
        switch (shape.field(index)) {
            case "detailMessage" -> message = text();
            case "exceptionClass" -> wrappedType = text();
            case "exceptionMessage" -> wrappedMessage = text();
            default -> {
                if (name == null) {
                    reader.skip();
                } else {
                    fields.name(name);
                    reader.value(fields);
                }
            }
        }
    }

    private @Nullable String text() {
        int first = reader.input().peek();
        if (first == 'N' || Tag.of(first) == Tag.STRING) {
            return reader.string();
        }
        reader.skip();
        return null;
    }
}
