package dev.trestle.codec.thrift.idl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A field of a struct, an argument of a method, or a declared exception. Immutable once its schema is linked. */
public final class Field {
    /** Whether a field has to be there. */
    public enum Requiredness {
        /** Must be sent. */
        REQUIRED,
        /** May be left out; its default is not sent. */
        OPTIONAL,
        /** Neither word was written: sent when set or when it has a default. */
        DEFAULT
    }

    private final int id;
    private final String name;
    private final ThriftType type;
    private final Requiredness requiredness;
    private final List<Annotation> annotations;
    private final boolean hasDefault;
    private @Nullable Constant defaultValue;

    Field(Tree.Member member, ThriftType type, Requiredness requiredness) {
        this.id = member.id();
        this.name = member.name();
        this.type = type;
        this.requiredness = requiredness;
        this.annotations = List.copyOf(member.annotations());
        this.hasDefault = member.defaultValue() != null;
    }

    /** By the linker, once: a default may need the fields of its own struct. */
    void link(@Nullable Constant value) {
        this.defaultValue = value;
    }

    /** Whether a default is written, linked or not. */
    boolean hasDefault() {
        return hasDefault;
    }

    /** Its number on the wire, -32768..32767. */
    public int id() {
        return id;
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Its type. */
    public ThriftType type() {
        return type;
    }

    /** Whether it has to be there. */
    public Requiredness requiredness() {
        return requiredness;
    }

    /** Its default, or null. */
    public @Nullable Constant defaultValue() {
        return defaultValue;
    }

    /** Its annotations, those of its written type first. */
    public List<Annotation> annotations() {
        return annotations;
    }
}
