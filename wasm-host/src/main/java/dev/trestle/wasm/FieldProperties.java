package dev.trestle.wasm;

import dev.trestle.filter.FieldMap;
import org.jspecify.annotations.Nullable;

/** The properties that a stream's fields tell: of {@code request.*} and {@code response.*} those no {@link World} has to know. */
final class FieldProperties {
    private static final int DECIMAL = 10;

    private FieldProperties() {}

    /** The value at {@code path}, or null. */
    static byte @Nullable [] find(World world, String path) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            return null;
        }
        String name = path.substring(dot + 1);
        return switch (path.substring(0, dot)) {
            case "request" -> request(world, name);
            case "response" -> response(world, name);
            default -> null;
        };
    }

    private static byte @Nullable [] request(World world, String name) {
        FieldMap head = world.fields(World.Fields.REQUEST_HEADERS);
        if (head == null) {
            return null;
        }
        return switch (name) {
            case "path" -> text(head.get(":path"));
            case "url_path" -> text(before(head.get(":path")));
            case "query" -> text(behind(head.get(":path")));
            case "host" -> text(head.get(":authority"));
            case "scheme" -> text(head.get(":scheme"));
            case "method" -> text(head.get(":method"));
            case "referer" -> text(head.get("referer"));
            case "useragent" -> text(head.get("user-agent"));
            case "id" -> text(head.get("x-request-id"));
            default -> fields(head, "headers", name);
        };
    }

    private static byte @Nullable [] response(World world, String name) {
        FieldMap head = world.fields(World.Fields.RESPONSE_HEADERS);
        FieldMap trailers = world.fields(World.Fields.RESPONSE_TRAILERS);
        if (name.equals("code")) {
            return number(head == null ? null : head.get(":status"));
        }
        if (name.equals("grpc_status")) {
            byte[] inTrailers = number(trailers == null ? null : trailers.get("grpc-status"));
            return inTrailers != null || head == null ? inTrailers : number(head.get("grpc-status"));
        }
        byte[] found = head == null ? null : fields(head, "headers", name);
        return found != null || trailers == null ? found : fields(trailers, "trailers", name);
    }

    private static byte @Nullable [] fields(FieldMap fields, String map, String name) {
        if (name.equals(map)) {
            return PropertyValue.of(fields);
        }
        boolean isField = name.startsWith(map) && name.charAt(map.length()) == '.';
        return isField ? text(fields.get(name.substring(map.length() + 1))) : null;
    }

    private static byte @Nullable [] text(@Nullable String value) {
        return value == null ? null : Text.toGuest(value);
    }

    private static byte @Nullable [] number(@Nullable String value) {
        try {
            return value == null ? null : PropertyValue.of(Long.parseLong(value, DECIMAL));
        } catch (NumberFormatException none) {
            return null;
        }
    }

    private static @Nullable String before(@Nullable String path) {
        int query = path == null ? -1 : path.indexOf('?');
        return path == null || query < 0 ? path : path.substring(0, query);
    }

    private static String behind(@Nullable String path) {
        int query = path == null ? -1 : path.indexOf('?');
        return path == null || query < 0 ? "" : path.substring(query + 1);
    }
}
