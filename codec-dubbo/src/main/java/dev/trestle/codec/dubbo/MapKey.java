package dev.trestle.codec.dubbo;

import dev.trestle.bridge.mapping.Value;
import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The name of a member as a value: text without a type, so that {@code {"7": ...}} can be a map from int. */
record MapKey(Value member) implements Value {
    @Override
    public Kind kind() {
        return Kind.TEXT;
    }

    @Override
    public String where() {
        return member.where();
    }

    @Override
    public String text() {
        return String.valueOf(member.name());
    }

    @Override
    public boolean isInt64() {
        return false;
    }

    @Override
    public long int64() {
        throw new IllegalStateException(where());
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
        return this;
    }
}
