package dev.trestle.codec.dubbo.hessian;

import java.util.Arrays;

/**
 * What the values of one message share: class definitions, type names, and where each list, map and object began, so that a back
 * reference can be read again from there. While something is read again nothing is entered twice.
 */
final class HessianTables {
    private static final int MAX_DEFINITIONS = 4096;
    private static final int MAX_TYPES = 65_536;
    private static final int MAX_OBJECTS = 1 << 20;
    private static final long MAX_REPLAYED_BYTES = 64L << 20;

    private ClassShape[] shapes = new ClassShape[4];
    private int shapeCount;
    private int typeCount;

    // Where each began; its complement while it is being written, which is how a cycle shows.
    private int[] begins = new int[16];
    private int objectCount;

    private int replays;
    private long replayedBytes;

    boolean isReplaying() {
        return replays > 0;
    }

    /** Something is read a second time from here on, until {@link #endReplay}. */
    void beginReplay() {
        replays++;
    }

    /** The bytes read count against one budget: shared values may multiply what has to be read. */
    void endReplay(int bytes) {
        replays--;
        replayedBytes += bytes;
        if (replayedBytes > MAX_REPLAYED_BYTES) {
            throw Defect.of("its references expand without end");
        }
    }

    void define(ClassShape shape) {
        if (replays > 0) {
            return;
        }
        if (shapeCount == MAX_DEFINITIONS) {
            throw Defect.of("more than " + MAX_DEFINITIONS + " class definitions");
        }
        if (shapeCount == shapes.length) {
            shapes = Arrays.copyOf(shapes, shapeCount * 2);
        }
        shapes[shapeCount++] = shape;
    }

    ClassShape shape(int index) {
        if (index >= shapeCount) {
            throw Defect.of("an object of a class that was not defined");
        }
        return shapes[index];
    }

    void nameType() {
        if (replays == 0 && ++typeCount > MAX_TYPES) {
            throw Defect.of("more than " + MAX_TYPES + " type names");
        }
    }

    void checkType(int index) {
        if (index >= typeCount) {
            throw Defect.of("a type that was not named");
        }
    }

    /** Enters a list, map or object that begins at {@code position}; returns its number, or -1 while replaying. */
    int enter(int position) {
        if (replays > 0) {
            return -1;
        }
        if (objectCount == MAX_OBJECTS) {
            throw Defect.of("more than " + MAX_OBJECTS + " objects");
        }
        if (objectCount == begins.length) {
            begins = Arrays.copyOf(begins, objectCount * 2);
        }
        begins[objectCount] = position;
        return objectCount++;
    }

    /** The object is being written. */
    void open(int number) {
        if (number >= 0) {
            begins[number] = ~begins[number];
        }
    }

    /** It is written. */
    void close(int number) {
        if (number >= 0) {
            begins[number] = ~begins[number];
        }
    }

    void checkReference(int number) {
        if (number >= objectCount) {
            throw Defect.of("a reference to an object that is not there");
        }
    }

    /** Where the object a reference means begins. */
    int begin(int number) {
        checkReference(number);
        int begin = begins[number];
        if (begin < 0) {
            throw Defect.of("an object contains itself, which JSON cannot show");
        }
        return begin;
    }
}
