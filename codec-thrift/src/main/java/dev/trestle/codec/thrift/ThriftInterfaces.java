package dev.trestle.codec.thrift;

import dev.trestle.bridge.scaffold.Description;
import dev.trestle.bridge.scaffold.InterfaceException;
import dev.trestle.bridge.scaffold.InterfaceReader;
import dev.trestle.bridge.scaffold.Interfaces;
import dev.trestle.bridge.scaffold.Interfaces.LeftOut;
import dev.trestle.bridge.scaffold.Operation;
import dev.trestle.bridge.settings.NearMiss;
import dev.trestle.codec.thrift.idl.BaseType;
import dev.trestle.codec.thrift.idl.EnumType;
import dev.trestle.codec.thrift.idl.Field;
import dev.trestle.codec.thrift.idl.Method;
import dev.trestle.codec.thrift.idl.Schema;
import dev.trestle.codec.thrift.idl.Service;
import dev.trestle.codec.thrift.idl.ThriftType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads IDLs, by the parser and the rules that routes are compiled with. */
public final class ThriftInterfaces implements InterfaceReader {
    private static final int USUAL_PORT = 9090;

    /** For {@code ServiceLoader}. */
    public ThriftInterfaces() {}

    @Override
    public String codec() {
        return "thrift";
    }

    @Override
    public String reads() {
        return "a Thrift IDL (x.thrift)";
    }

    @Override
    public boolean takes(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".thrift");
    }

    @Override
    public int usualPort() {
        return USUAL_PORT;
    }

    @Override
    public Interfaces read(Description description) throws InterfaceException {
        FirstProblem problems = new FirstProblem();
        Schema schema = Schema.load(description.reference(), description.files(), problems);
        if (schema == null) {
            throw new InterfaceException(
                    problems.message(description.file()),
                    "mend it; what it includes has to be below the directory of --output as well");
        }
        List<LeftOut> leftOut = new ArrayList<>();
        List<Operation> operations = new ArrayList<>();
        for (Service service : chosen(schema, description, leftOut)) {
            for (Method method : service.methods().values()) {
                add(method, service, schema, operations, leftOut);
            }
        }
        Map<String, Object> wire = new LinkedHashMap<>();
        wire.put("transport", "framed");
        wire.put("protocol", "binary");
        return new Interfaces(operations, wire, leftOut);
    }

    /** Without a wish: the services of the file itself, not those of what it includes. */
    private static List<Service> chosen(Schema schema, Description description, List<LeftOut> leftOut)
            throws InterfaceException {
        Map<String, Service> all = new TreeMap<>(schema.services());
        List<String> missing = description.services().missing(all.keySet());
        if (!missing.isEmpty()) {
            throw new InterfaceException(
                    description.file() + " has no service " + missing.getFirst() + " ("
                            + NearMiss.hint(missing.getFirst(), all.keySet()) + ")",
                    "name a service with --service, or leave it out for all");
        }
        List<Service> chosen = new ArrayList<>();
        all.forEach((name, service) -> {
            boolean wanted = description.services().isEmpty()
                    ? !name.contains(".")
                    : description.services().includes(name);
            if (wanted) {
                chosen.add(service);
            } else {
                leftOut.add(new LeftOut("service " + name, "not asked for; take it with --service " + name));
            }
        });
        if (chosen.isEmpty()) {
            throw new InterfaceException(
                    description.file() + ": no service of its own",
                    all.isEmpty()
                            ? "name a file with a service"
                            : "name one of those it includes: --service "
                                    + all.keySet().iterator().next());
        }
        return chosen;
    }

    private static void add(
            Method method, Service service, Schema schema, List<Operation> operations, List<LeftOut> leftOut) {
        List<Field> fields = method.arguments().fields();
        for (Field field : fields) {
            if (field.name().contains(".")) {
                leftOut.add(new LeftOut(
                        service.name() + "." + method.name(),
                        "its argument " + field.name() + " cannot be told from a field of another"));
                return;
            }
        }
        List<Operation.Argument> arguments = fields.stream()
                .map(field -> new Operation.Argument(field.name(), field.type().shown(), form(field.type())))
                .toList();
        operations.add(new Operation(
                service.name(),
                method.name(),
                declared(method),
                arguments,
                method.style() == Method.Style.ONEWAY ? Operation.Style.ONEWAY : Operation.Style.TWO_WAY,
                method.exceptions().stream().map(each -> each.type().shown()).toList(),
                origins -> call(schema.path(), service, method, origins)));
    }

    private static Operation.Form form(ThriftType type) {
        boolean scalar = type instanceof EnumType || type instanceof BaseType && type != BaseType.BINARY;
        return scalar ? Operation.Form.SCALAR : Operation.Form.JSON;
    }

    private static String declared(Method method) {
        String arguments = method.arguments().fields().stream()
                .map(field -> field.id() + ": " + field.type().shown() + " " + field.name())
                .collect(Collectors.joining(", "));
        String exceptions =
                method.exceptions().stream().map(each -> each.type().shown()).collect(Collectors.joining(", "));
        return (method.style() == Method.Style.ONEWAY ? "oneway " : "")
                + shown(method.result()) + " " + method.name() + "(" + arguments + ")"
                + (exceptions.isEmpty() ? "" : " throws (" + exceptions + ")");
    }

    private static String shown(@Nullable ThriftType type) {
        return type == null ? "void" : type.shown();
    }

    /** What the body has under an argument's own name is its value without a word. */
    private static Map<String, Object> call(String idl, Service service, Method method, List<String> origins) {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("idl", idl);
        call.put("service", service.name());
        call.put("method", method.name());
        Map<String, Object> bind = new LinkedHashMap<>();
        List<Field> fields = method.arguments().fields();
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.get(i).name();
            if (!origins.get(i).equals("body." + name)) {
                bind.put(name, origins.get(i));
            }
        }
        if (!bind.isEmpty()) {
            call.put("bind", bind);
        }
        return call;
    }
}
