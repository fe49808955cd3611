package dev.trestle.codec.raw;

import dev.trestle.bridge.FrameNotes;
import dev.trestle.bridge.json.JsonOptions;
import dev.trestle.bridge.json.JsonWriter;
import dev.trestle.bridge.settings.NearMiss;
import dev.trestle.bridge.settings.Problems;
import dev.trestle.bridge.settings.SettingException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The header fields of a protocol, one after the other. Immutable, thread safe. */
final class Header {
    private final List<Slot> slots;
    private final List<Slot> constants;
    private final List<Slot> shown;
    private final @Nullable Slot correlation;
    private final byte[] template;

    /**
     * One field at its place.
     *
     * @param offset from the first header byte, where nothing stands between fields
     * @param expected the bytes a frame has to have here, or null for any
     */
    @SuppressWarnings("ArrayRecordComponent") // shared, never compared, never changed
    record Slot(String name, FieldType type, int offset, byte @Nullable [] expected, byte[] jsonName) {
        /** Whether the field of a frame is what is expected. */
        boolean matches(ByteBuf frame, Framing framing) {
            byte[] wanted = expected;
            int index = frame.readerIndex() + framing.offset(frame, offset);
            for (int i = 0; wanted != null && i < wanted.length; i++) {
                if (frame.getByte(index + i) != wanted[i]) {
                    return false;
                }
            }
            return true;
        }
    }

    Header(List<FieldSettings> fields, @Nullable String correlate) {
        List<Slot> all = new ArrayList<>();
        int offset = 0;
        for (FieldSettings field : fields) {
            FieldType type = FieldType.parse(field.type());
            String constant = field.constant();
            byte[] expected = constant == null ? null : type.constant("const", constant);
            all.add(new Slot(field.name(), type, offset, expected, JsonWriter.encodeName(field.name())));
            offset += type.width();
        }
        this.slots = List.copyOf(all);
        this.constants = all.stream().filter(slot -> slot.expected() != null).toList();
        this.correlation = correlate == null ? null : slot(correlate);
        this.shown = all.stream().filter(slot -> !slot.name().equals(correlate)).toList();
        this.template = new byte[offset];
        for (Slot slot : slots) {
            byte[] expected = slot.expected();
            byte[] initial = expected == null ? slot.type().empty() : expected;
            System.arraycopy(initial, 0, template, slot.offset(), initial.length);
        }
    }

    List<Slot> slots() {
        return slots;
    }

    int bytes() {
        return template.length;
    }

    /** A header in which only constants are set. */
    byte[] template() {
        return template.clone();
    }

    @Nullable
    Slot slot(String name) {
        for (Slot slot : slots) {
            if (slot.name().equals(name)) {
                return slot;
            }
        }
        return null;
    }

    @Nullable
    Slot correlation() {
        return correlation;
    }

    /** Whether a field begins or the header ends at {@code offset}. */
    boolean hasBoundaryAt(int offset) {
        return offset == template.length || slots.stream().anyMatch(slot -> slot.offset() == offset);
    }

    /** The first field of a whole frame that is not the constant it has to be; null if all are. */
    @Nullable
    Slot wrongConstant(ByteBuf frame, Framing framing) {
        for (Slot slot : constants) {
            if (!slot.matches(frame, framing)) {
                return slot;
            }
        }
        return null;
    }

    /** The same for a frame of which more is to come: a peer that speaks another protocol is found out at once. */
    @Nullable
    Slot wrongConstantSoFar(ByteBuf in, Framing framing) {
        for (Slot slot : constants) {
            int end = slot.offset() + slot.type().width();
            boolean there = end <= framing.frontBytes()
                    && framing.offset(in, slot.offset()) + slot.type().width() <= in.readableBytes();
            if (there && !slot.matches(in, framing)) {
                return slot;
            }
        }
        return null;
    }

    /** The fields that a reply shows, each with what is wrong with a value that it is compared with. */
    Map<String, Function<String, @Nullable String>> shownValues() {
        return shown.stream().collect(Collectors.toUnmodifiableMap(Slot::name, slot -> slot.type()::wrongAsShown));
    }

    /** A settable field by name; reports a name that is none. */
    @Nullable
    Slot settable(String name, Problems problems) {
        Slot slot = slot(name);
        if (slot == null) {
            problems.add("", "unknown header field (" + NearMiss.hint(name, names()) + ")");
        } else if (!isSettable(slot)) {
            problems.add("", "set by the protocol itself (expected: one of " + names() + ")");
            return null;
        }
        return slot;
    }

    private boolean isSettable(Slot slot) {
        boolean correlates = correlation != null && correlation.name().equals(slot.name());
        return !correlates && slot.expected() == null;
    }

    private List<String> names() {
        return slots.stream().filter(this::isSettable).map(Slot::name).toList();
    }

    /** The fields {@code values} names, with these values as what is expected of them. */
    List<Slot> expecting(Map<String, String> values, Problems problems) {
        List<Slot> expecting = new ArrayList<>();
        values.forEach((name, text) -> {
            Problems at = problems.key(name);
            Slot slot = settable(name, at);
            if (slot != null) {
                try {
                    byte[] value = slot.type().constant("", text);
                    expecting.add(new Slot(name, slot.type(), slot.offset(), value, slot.jsonName()));
                } catch (SettingException wrong) {
                    at.add("", String.valueOf(wrong.getMessage()));
                }
            }
        });
        return expecting;
    }

    /** Says which bytes of a frame are which field. */
    void describe(ByteBuf frame, Framing framing, FrameNotes notes) {
        for (Slot slot : slots) {
            int offset = framing.offset(frame, slot.offset());
            String value = slot.type().shown(frame, frame.readerIndex() + offset);
            notes.note(
                    offset,
                    slot.type().width(),
                    "header." + slot.name() + " " + slot.type().shown(),
                    value);
        }
    }

    /** The fields of a frame as a JSON object, without the exchange id; null when there are none. To be released. */
    @Nullable
    ByteBuf json(ByteBuf frame, Framing framing, ByteBufAllocator allocator) {
        if (shown.isEmpty()) {
            return null;
        }
        ByteBuf out = allocator.buffer();
        JsonWriter json = new JsonWriter(out, JsonOptions.DEFAULT);
        json.beginObject();
        for (Slot slot : shown) {
            json.name(slot.jsonName());
            slot.type().writeJson(frame, frame.readerIndex() + framing.offset(frame, slot.offset()), json);
        }
        json.endObject();
        return out;
    }
}
