package dev.trestle.codec.thrift.idl;

/** A map. */
public record MapType(ThriftType key, ThriftType value) implements ThriftType {
    @Override
    public String shown() {
        return "map<" + key.shown() + ", " + value.shown() + ">";
    }
}
