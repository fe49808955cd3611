package dev.trestle.codec.dubbo.hessian;

import dev.trestle.bridge.FrameNotes;
import dev.trestle.bridge.json.JsonOptions;
import dev.trestle.bridge.json.JsonWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/**
 * Says what the bytes of Hessian values are, with the reader that reads replies: objects, maps and lists taken apart, everything else
 * as the JSON it becomes. For people; one message, one thread.
 */
public final class HessianNotes {
    /** Deeper values are noted whole. */
    private static final int MAX_DEPTH = 16;

    private final HessianReader reader;
    private final HessianInput input;
    private final FrameNotes notes;
    private int depth;

    /** Reads {@code in} from the absolute index {@code start}; notes have absolute indices as their offsets. */
    public HessianNotes(ByteBuf in, int start, ClassShapes shapes, FrameNotes notes) {
        this.reader = new HessianReader(in, start, shapes, HessianReader.ClassKeys.KEEP);
        this.input = reader.input();
        this.notes = notes;
    }

    /** The next value, which has to be an int and means what {@code words} say of it. */
    public int int32(String what, java.util.function.IntFunction<String> words) {
        int begin = input.position();
        int value = reader.int32();
        notes.note(begin, input.position() - begin, what, words.apply(value));
        return value;
    }

    /** The next value. */
    public void value(String what) {
        int begin = input.position();
        int first = input.peek();
        boolean leaf = depth == MAX_DEPTH;
        depth++;
        switch (leaf ? Tag.NULL : Tag.of(first)) {
            case DEFINITION -> {
                input.next();
                reader.definition();
                ClassShape shape = upcoming();
                notes.note(begin, input.position() - begin, "class", shown(shape));
                value(what);
            }
            case OBJECT -> object(what, begin);
            case MAP -> map(what, begin);
            case LIST -> list(what, begin);
            default -> leaf(what, begin);
        }
        depth--;
    }

    private ClassShape upcoming() {
        int back = input.position();
        ClassShape shape = reader.shape(input.next());
        input.position(back);
        return shape;
    }

    private static String shown(ClassShape shape) {
        StringBuilder text = new StringBuilder(shape.className()).append('(');
        for (int i = 0; i < shape.size(); i++) {
            text.append(i == 0 ? "" : ", ").append(shape.field(i));
        }
        return text.append(')').toString();
    }

    private void object(String what, int begin) {
        ClassShape shape = upcoming();
        if (shape.kind() == ClassShape.Kind.JDK || shape.kind() == ClassShape.Kind.ENUM) {
            leaf(what, begin);
            return;
        }
        reader.shape(input.next());
        reader.tables().enter(begin);
        notes.note(begin, input.position() - begin, what, "an object of " + shape.className());
        for (int i = 0; i < shape.size(); i++) {
            value(what + "." + shape.field(i));
        }
    }

    private void map(String what, int begin) {
        reader.tables().enter(begin);
        reader.mapHead(input.next());
        notes.note(begin, input.position() - begin, what, "a map");
        while (input.peek() != 'Z') {
            int key = input.position();
            String name = what + "." + reader.key();
            Tag tag = Tag.of(input.peek());
            if (tag == Tag.MAP || tag == Tag.LIST || tag == Tag.OBJECT || tag == Tag.DEFINITION) {
                notes.note(key, input.position() - key, name, "its key");
                value(name);
            } else {
                leaf(name, key);
            }
        }
        end(what);
    }

    private void list(String what, int begin) {
        reader.tables().enter(begin);
        int size = reader.listHead(input.next());
        notes.note(begin, input.position() - begin, what, size < 0 ? "a list" : "a list of " + size);
        for (int i = 0; size < 0 ? input.peek() != 'Z' : i < size; i++) {
            value(what + "[" + i + "]");
        }
        if (size < 0) {
            end(what);
        }
    }

    private void end(String what) {
        notes.note(input.position(), 1, what, "its end");
        input.next();
    }

    /** A value in one piece; {@code begin} may lie before it. */
    private void leaf(String what, int begin) {
        ByteBuf json = Unpooled.buffer();
        reader.value(new JsonWriter(json, JsonOptions.DEFAULT));
        notes.note(begin, input.position() - begin, what, json.toString(StandardCharsets.UTF_8));
    }
}
