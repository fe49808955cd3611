package dev.trestle.codec.thrift.idl;

/** A set. */
public record SetType(ThriftType element) implements ThriftType {
    @Override
    public String shown() {
        return "set<" + element.shown() + ">";
    }
}
