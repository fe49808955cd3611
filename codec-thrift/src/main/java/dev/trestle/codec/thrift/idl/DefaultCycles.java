package dev.trestle.codec.thrift.idl;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/** Finds structs whose defaults are made of structs whose defaults are made of the first ones again. */
final class DefaultCycles {
    private final Set<StructType> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<StructType> clean = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Whether writing {@code struct} with nothing set would never end. */
    boolean reaches(StructType struct) {
        if (clean.contains(struct)) {
            return false;
        }
        if (!open.add(struct)) {
            return true;
        }
        boolean cycle = false;
        for (Field field : struct.fields()) {
            Constant value = field.defaultValue();
            cycle |= value != null
                    && field.requiredness() != Field.Requiredness.OPTIONAL
                    && reaches(field.type(), value);
        }
        open.remove(struct);
        if (!cycle) {
            clean.add(struct);
        }
        return cycle;
    }

    private boolean reaches(ThriftType type, Constant value) {
        if (value instanceof Constant.Members members && type instanceof StructType struct) {
            return reaches(struct) || reachesMember(struct, members);
        }
        if (value instanceof Constant.Items items) {
            ThriftType element = type instanceof ListType list ? list.element() : ((SetType) type).element();
            return items.items().stream().anyMatch(item -> reaches(element, item));
        }
        if (value instanceof Constant.Pairs pairs && type instanceof MapType map) {
            return pairs.pairs().stream()
                    .anyMatch(pair -> reaches(map.key(), pair.key()) || reaches(map.value(), pair.value()));
        }
        return false;
    }

    private boolean reachesMember(StructType struct, Constant.Members members) {
        for (Map.Entry<String, Constant> member : members.members().entrySet()) {
            Field field = struct.field(member.getKey());
            if (field != null && reaches(field.type(), member.getValue())) {
                return true;
            }
        }
        return false;
    }
}
