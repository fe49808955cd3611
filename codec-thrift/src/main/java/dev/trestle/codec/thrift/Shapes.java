package dev.trestle.codec.thrift;

import dev.trestle.bridge.json.JsonWriter;
import dev.trestle.bridge.mapping.Value;
import dev.trestle.codec.thrift.idl.BaseType;
import dev.trestle.codec.thrift.idl.Constant;
import dev.trestle.codec.thrift.idl.EnumType;
import dev.trestle.codec.thrift.idl.Field;
import dev.trestle.codec.thrift.idl.ListType;
import dev.trestle.codec.thrift.idl.MapType;
import dev.trestle.codec.thrift.idl.SetType;
import dev.trestle.codec.thrift.idl.StructType;
import dev.trestle.codec.thrift.idl.ThriftType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the shapes of one codec; each struct's once, so that types may contain themselves. Slow side only. */
final class Shapes {
    private final Map<StructType, StructShape> structs = new HashMap<>();

    Shape of(ThriftType type) {
        return switch (type) {
            case BaseType base -> Scalars.of(base);
            case EnumType enumeration -> new Scalars.Enumeration(enumeration);
            case ListType list -> new ListShape(WireType.LIST, of(list.element()), list.shown());
            case SetType set -> new ListShape(WireType.SET, of(set.element()), set.shown());
            case MapType map -> new MapShape(of(map.key()), of(map.value()), map.shown());
            case StructType struct -> struct(struct);
        };
    }

    StructShape struct(StructType type) {
        StructShape known = structs.get(type);
        if (known != null) {
            return known;
        }
        StructShape shape = new StructShape(type);
        structs.put(type, shape);
        List<Field> fields = type.fields();
        StructShape.Member[] members = new StructShape.Member[fields.size()];
        for (int i = 0; i < members.length; i++) {
            Field field = fields.get(i);
            members[i] = new StructShape.Member(
                    i, field, of(field.type()), JsonWriter.encodeName(field.name()), defaultValue(field));
        }
        shape.complete(members);
        return shape;
    }

    /** Never for optional fields, whose absence means something. */
    private static @Nullable Value defaultValue(Field field) {
        Constant value = field.defaultValue();
        if (value == null || field.requiredness() == Field.Requiredness.OPTIONAL) {
            return null;
        }
        return new ConstantValue(value, field.name(), null);
    }
}
