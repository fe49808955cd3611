package dev.trestle.demo;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A link of a graph that may lead back to itself. */
public final class Node implements Serializable {
    private static final long serialVersionUID = 1L;

    private @Nullable String name;
    private @Nullable Node next;
    private @Nullable Node parent;

    public @Nullable String getName() {
        return name;
    }

    public void setName(@Nullable String name) {
        this.name = name;
    }

    public @Nullable Node getNext() {
        return next;
    }

    public void setNext(@Nullable Node next) {
        this.next = next;
    }

    public @Nullable Node getParent() {
        return parent;
    }

    public void setParent(@Nullable Node parent) {
        this.parent = parent;
    }
}
