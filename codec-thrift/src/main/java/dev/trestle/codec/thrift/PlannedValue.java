package dev.trestle.codec.thrift;

import dev.trestle.bridge.mapping.Value;
import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * A struct put together from bindings and the body.
 *
 * @param members by ordinal of the struct's fields; null where nothing is. Only {@link StructShape} looks at them.
 */
@SuppressWarnings("ArrayRecordComponent")
record PlannedValue(@Nullable Value[] members, String where) implements Value {
    /** Whether any member has a value. */
    boolean holdsAny() {
        for (Value member : members) {
            if (member != null && member.kind() != Kind.ABSENT) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Kind kind() {
        return Kind.OBJECT;
    }

    @Override
    public String text() {
        return "";
    }

    @Override
    public boolean isInt64() {
        return false;
    }

    @Override
    public long int64() {
        throw new IllegalStateException("an object has no int64");
    }

    @Override
    public int size() {
        return 0;
    }

    @Override
    public Iterator<Value> values() {
        return Collections.emptyIterator();
    }

    @Override
    public @Nullable String name() {
        return null;
    }

    @Override
    public Value member(String name) {
        throw new UnsupportedOperationException("member of a planned value");
    }
}
