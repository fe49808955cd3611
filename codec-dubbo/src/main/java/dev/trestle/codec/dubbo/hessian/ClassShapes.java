package dev.trestle.codec.dubbo.hessian;

import io.netty.buffer.ByteBuf;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The class definitions seen in replies, so that each is taken apart once and later only compared. Thread safe, shared by the
 * connections of a cluster, and bounded: {@value #SLOTS} definitions of at most {@value #MAX_CACHED_BYTES} bytes; whatever
 * does not fit is taken apart again.
 */
public final class ClassShapes {
    private static final int SLOTS = 1024;
    private static final int PROBES = 4;
    private static final int MAX_CACHED_BYTES = 2048;
    private static final int MAX_FIELDS = 1024;
    private static final int MAX_NAME_BYTES = 1024;

    private final Set<String> plainClasses;
    private final AtomicReferenceArray<@Nullable ClassShape> slots = new AtomicReferenceArray<>(SLOTS);

    /**
     * No shapes yet.
     *
     * @param plainClasses classes that are shown as objects although a single field {@code name} makes them look like enums
     */
    public ClassShapes(Set<String> plainClasses) {
        this.plainClasses = Set.copyOf(plainClasses);
    }

    /** Reads a definition whose tag was consumed. */
    ClassShape read(HessianInput input) {
        int from = input.position();
        int slot = slot(input.bytes(), from, input.remaining());
        for (int i = 0; i < PROBES; i++) {
            ClassShape shape = slots.get((slot + i) & (SLOTS - 1));
            if (shape == null) {
                break;
            }
            if (shape.isAt(input.bytes(), from, input.remaining())) {
                input.position(from + shape.bytes());
                return shape;
            }
        }
        ClassShape shape = parse(input);
        if (shape.bytes() <= MAX_CACHED_BYTES) {
            keep(shape, slot);
        }
        return shape;
    }

    private ClassShape parse(HessianInput input) {
        int from = input.position();
        String className = name(input);
        int count = input.count();
        if (count > MAX_FIELDS || count > input.remaining()) {
            throw Defect.of("a class of " + count + " fields");
        }
        String[] fields = new String[count];
        for (int i = 0; i < count; i++) {
            fields[i] = name(input);
        }
        byte[] definition = new byte[input.position() - from];
        input.bytes().getBytes(from, definition);
        return ClassShape.of(definition, className, fields, plainClasses);
    }

    private static String name(HessianInput input) {
        input.expectString();
        if (input.dataBytes() > MAX_NAME_BYTES) {
            throw Defect.of("a name of " + input.dataBytes() + " bytes");
        }
        return input.text();
    }

    private void keep(ClassShape shape, int slot) {
        for (int i = 0; i < PROBES; i++) {
            if (slots.compareAndSet((slot + i) & (SLOTS - 1), null, shape)) {
                return;
            }
        }
    }

    /** Spreads by length and last bytes of the class name: packages share their beginnings. */
    private static int slot(ByteBuf in, int from, int available) {
        if (available < 10) {
            return 0;
        }
        int first = in.getByte(from) & 0xff;
        int length = first <= 0x1f ? first : ((first & 0x3) << 8) | (in.getByte(from + 1) & 0xff);
        int tail = from + (first <= 0x1f ? 1 : 2) + length - 8;
        long bits = length < 8 || tail + 8 > from + available ? in.getLong(from) : in.getLong(tail);
        return (int) (((bits + length) * 0x9e3779b97f4a7c15L) >>> 32) & (SLOTS - 1);
    }
}
