package dev.trestle.codec.thrift.idl;

/** A type after typedefs are resolved. */
public sealed interface ThriftType permits BaseType, ListType, SetType, MapType, EnumType, StructType {
    /** How it reads in a message: {@code map<i32, Work>}. */
    String shown();
}
