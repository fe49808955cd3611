package dev.trestle.codec.thrift.idl;

/** A list. */
public record ListType(ThriftType element) implements ThriftType {
    @Override
    public String shown() {
        return "list<" + element.shown() + ">";
    }
}
