package dev.trestle.bridge.mapping;

import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** A member that is not there; says what it would be called only when asked. */
record AbsentMember(Value owner, String member) implements Value {
    @Override
    public Kind kind() {
        return Kind.ABSENT;
    }

    @Override
    public String where() {
        return Where.member(new StringBuilder(owner.where()), member).toString();
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
        throw new IllegalStateException("no number: " + where());
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
        return new AbsentMember(this, name);
    }
}
