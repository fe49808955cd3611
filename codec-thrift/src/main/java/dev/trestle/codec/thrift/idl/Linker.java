package dev.trestle.codec.thrift.idl;

import dev.trestle.bridge.settings.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns parsed files into a schema: every name becomes what it means, every rule that needs more than one line is checked. */
final class Linker {
    private final Documents documents;
    private final Diagnostics diagnostics;
    private final Names names;
    private final Types types;
    private final Constants constants;
    private final Map<Tree.Interface, Service> services = new HashMap<>();
    private final Set<Tree.Interface> open = new HashSet<>();

    Linker(Documents documents, Diagnostics diagnostics) {
        this.documents = documents;
        this.diagnostics = diagnostics;
        this.names = new Names(documents, diagnostics);
        this.types = new Types(names, diagnostics);
        this.constants = new Constants(names, types, diagnostics);
    }

    /** The schema; of no use when a problem was reported. */
    Schema link() {
        for (Tree.Document document : documents.all()) {
            for (Tree.Definition definition : document.definitions()) {
                if (definition instanceof Tree.Struct struct) {
                    linkFields(document, struct);
                }
            }
        }
        for (Tree.Document document : documents.all()) {
            for (Tree.Definition definition : document.definitions()) {
                linkRest(document, definition);
            }
        }
        Schema schema = schema();
        if (!diagnostics.any()) {
            checkDefaults(schema);
        }
        return schema;
    }

    /** A default that needs itself would never end. */
    private void checkDefaults(Schema schema) {
        DefaultCycles cycles = new DefaultCycles();
        for (StructType struct : schema.structs().values()) {
            if (cycles.reaches(struct)) {
                diagnostics.add(
                        new Position(schema.path(), 0, 0),
                        "a default of " + struct.name() + " contains itself (expected: an end)");
            }
        }
    }

    private void linkFields(Tree.Document document, Tree.Struct struct) {
        boolean union = struct.kind() == StructType.Kind.UNION;
        List<Field> fields = fields(document, struct.members(), struct.name(), union);
        if (types.named(document, struct) instanceof StructType type) {
            type.link(fields);
        }
    }

    /** Defaults and constants come after all fields: a struct's value needs to know its fields. */
    private void linkRest(Tree.Document document, Tree.Definition definition) {
        switch (definition) {
            case Tree.Struct struct -> {
                if (types.named(document, struct) instanceof StructType type) {
                    linkDefaults(document, struct.members(), type);
                }
            }
            case Tree.Const constant -> {
                ThriftType type = types.resolve(document, constant.type());
                if (type != null) {
                    constants.link(document, type, constant.value());
                }
            }
            case Tree.Typedef typedef -> types.named(document, typedef);
            case Tree.Interface service -> service(document, service);
            case Tree.Enumeration enumeration ->
                unique(enumeration.values(), Tree.EnumValue::name, Tree.EnumValue::position);
        }
    }

    private void linkDefaults(Tree.Document document, List<Tree.Member> members, StructType type) {
        for (Tree.Member member : members) {
            Field field = type.field(member.name());
            if (member.defaultValue() != null && field != null) {
                field.link(constants.link(document, field.type(), member.defaultValue()));
            }
        }
    }

    private List<Field> fields(Tree.Document document, List<Tree.Member> members, String owner, boolean union) {
        unique(members, Tree.Member::name, Tree.Member::position);
        Map<Integer, Tree.Member> ids = new HashMap<>();
        List<Field> fields = new ArrayList<>();
        for (Tree.Member member : members) {
            Tree.Member other = ids.putIfAbsent(member.id(), member);
            if (other != null) {
                diagnostics.add(
                        member.position(),
                        member.name() + ": id " + member.id() + " (expected: an id of its own; " + other.name() + " of "
                                + owner + " has it)");
            }
            ThriftType type = types.resolve(document, member.type());
            if (type != null) {
                fields.add(new Field(member, type, union ? Field.Requiredness.OPTIONAL : member.requiredness()));
            }
        }
        return fields;
    }

    private <T> void unique(List<T> items, Function<T, String> name, Function<T, Position> position) {
        Map<String, T> seen = new HashMap<>();
        for (T item : items) {
            T other = seen.putIfAbsent(name.apply(item), item);
            if (other != null) {
                diagnostics.add(
                        position.apply(item),
                        name.apply(item) + " (expected: a name of its own; it stands at " + position.apply(other)
                                + ")");
            }
        }
    }

    private @Nullable Service service(Tree.Document document, Tree.Interface service) {
        Service known = services.get(service);
        if (known != null) {
            return known;
        }
        if (!open.add(service)) {
            diagnostics.add(service.position(), service.name() + " extends itself (expected: no cycle)");
            return null;
        }
        unique(service.functions(), Tree.Function::name, Tree.Function::position);
        Map<String, Method> methods = new LinkedHashMap<>();
        for (Tree.Function function : service.functions()) {
            Method method = method(document, function);
            if (method != null) {
                methods.put(method.name(), method);
            }
        }
        inherited(document, service).forEach(methods::putIfAbsent);
        open.remove(service);
        Service linked = new Service(
                names.qualified(document, service),
                java.util.Collections.unmodifiableMap(methods),
                List.copyOf(service.annotations()));
        services.put(service, linked);
        return linked;
    }

    private Map<String, Method> inherited(Tree.Document document, Tree.Interface service) {
        Tree.Type parent = service.parent();
        if (parent == null) {
            return Map.of();
        }
        Names.Found found = names.find(document, parent.name());
        if (found != null && found.definition() instanceof Tree.Interface base) {
            Service linked = service(found.document(), base);
            return linked == null ? Map.of() : linked.methods();
        }
        diagnostics.add(
                parent.position(),
                NearMiss.message(parent.name(), names.visible(document, Tree.Interface.class), "a service"));
        return Map.of();
    }

    private @Nullable Method method(Tree.Document document, Tree.Function function) {
        StructType arguments = new StructType(function.name() + "_args", StructType.Kind.STRUCT, List.of());
        arguments.link(fields(document, function.arguments(), function.name(), false));
        linkDefaults(document, function.arguments(), arguments);
        List<Field> exceptions = fields(document, function.exceptions(), function.name(), false);
        for (Field exception : exceptions) {
            if (!(exception.type() instanceof StructType type) || type.kind() != StructType.Kind.EXCEPTION) {
                diagnostics.add(
                        function.position(),
                        function.name() + " throws " + exception.type().shown() + " (expected: an exception)");
            }
        }
        boolean oneway = function.style() == Method.Style.ONEWAY;
        if (oneway && (function.result() != null || !exceptions.isEmpty())) {
            diagnostics.add(function.position(), "oneway " + function.name() + " (expected: void, without throws)");
        }
        ThriftType result = function.result() == null ? null : types.resolve(document, function.result());
        if (function.result() != null && result == null) {
            return null;
        }
        return new Method(
                function.name(),
                function.style(),
                result,
                arguments,
                List.copyOf(exceptions),
                List.copyOf(function.annotations()));
    }

    private Schema schema() {
        Map<String, Service> shown = new LinkedHashMap<>();
        Map<String, StructType> structs = new LinkedHashMap<>();
        Map<String, EnumType> enums = new LinkedHashMap<>();
        Map<String, List<Annotation>> typedefs = new LinkedHashMap<>();
        for (Tree.Document document : documents.all()) {
            for (Tree.Definition definition : document.definitions()) {
                String name = names.qualified(document, definition);
                if (definition instanceof Tree.Interface service) {
                    Service linked = service(document, service);
                    if (linked != null) {
                        shown.putIfAbsent(name, linked);
                    }
                } else if (definition instanceof Tree.Typedef typedef) {
                    typedefs.putIfAbsent(name, List.copyOf(typedef.annotations()));
                } else if (types.named(document, definition) instanceof StructType type) {
                    structs.putIfAbsent(name, type);
                } else if (types.named(document, definition) instanceof EnumType type) {
                    enums.putIfAbsent(name, type);
                }
            }
        }
        return new Schema(
                documents.root().path(),
                Map.copyOf(shown),
                Map.copyOf(structs),
                Map.copyOf(enums),
                Map.copyOf(typedefs));
    }
}
