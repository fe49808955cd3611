package dev.trestle.wasm;

import dev.trestle.filter.Callouts;
import dev.trestle.filter.FieldMap;
import dev.trestle.wasm.HostTable.Args;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Header and trailer maps. */
final class FieldFunctions {
    private static final List<World.Fields> MAPS = List.of(World.Fields.values());
    private static final int GRPC_METADATA = 4;
    private static final int GRPC_TRAILERS = 5;
    private static final int CALL_HEADERS = 6;
    private static final int CALL_TRAILERS = 7;
    private static final int MAX_FIELDS = 1024;
    private static final int MAX_BYTES = 1 << 20;

    private FieldFunctions() {}

    static void register(HostTable functions) {
        functions.add("proxy_get_header_map_size", "ii", FieldFunctions::size);
        functions.add("proxy_get_header_map_pairs", "iii", FieldFunctions::pairs);
        functions.add("proxy_set_header_map_pairs", "iii", FieldFunctions::setPairs);
        functions.add("proxy_get_header_map_value", "iiiii", FieldFunctions::value);
        functions.add("proxy_add_header_map_value", "iiiii", FieldFunctions::add);
        functions.add("proxy_replace_header_map_value", "iiiii", FieldFunctions::replace);
        functions.add("proxy_remove_header_map_value", "iii", FieldFunctions::remove);
    }

    private static int size(PluginInstance in, Args args) {
        FieldMap map = map(in, args.at(0));
        in.guest().writeInt(args.at(1), map == null ? 0 : Pairs.encode(map).length);
        return map == null ? Status.NOT_FOUND : Status.OK;
    }

    private static int pairs(PluginInstance in, Args args) {
        if (args.at(0) < 0 || args.at(0) > CALL_TRAILERS) {
            return Status.BAD_ARGUMENT;
        }
        FieldMap map = map(in, args.at(0));
        return HostFunctions.give(in, map == null ? new byte[0] : Pairs.encode(map), args.at(1), args.at(2));
    }

    private static int setPairs(PluginInstance in, Args args) {
        FieldMap fields = pairs(in, args.at(1), args.at(2));
        FieldMap map = mutable(in, args.at(0));
        if (map == null || fields == null) {
            return Status.BAD_ARGUMENT;
        }
        map.clear();
        for (int i = 0; i < fields.size(); i++) {
            map.add(fields.name(i), fields.value(i));
        }
        return Status.OK;
    }

    private static int value(PluginInstance in, Args args) {
        String name = text(in, args.at(1), args.at(2));
        if (args.at(0) < 0 || args.at(0) > CALL_TRAILERS) {
            return Status.BAD_ARGUMENT;
        }
        FieldMap map = map(in, args.at(0));
        String value = map == null ? null : map.get(name);
        if (value != null) {
            return HostFunctions.give(in, Text.toGuest(value), args.at(3), args.at(4));
        }
        int status = HostFunctions.give(in, new byte[0], args.at(3), args.at(4));
        return in.plugin().abi() == Abi.V0_1_0 ? status : Status.NOT_FOUND;
    }

    private static int add(PluginInstance in, Args args) {
        return change(in, args, FieldMap::add);
    }

    private static int replace(PluginInstance in, Args args) {
        return change(in, args, FieldMap::replace);
    }

    /** What becomes of a field of a map. */
    @FunctionalInterface
    private interface Change {
        void make(FieldMap map, String name, String value);
    }

    private static int change(PluginInstance in, Args args, Change change) {
        String name = text(in, args.at(1), args.at(2));
        String value = text(in, args.at(3), args.at(4));
        FieldMap map = mutable(in, args.at(0));
        if (map == null || !fits(map, name, value)) {
            return Status.BAD_ARGUMENT;
        }
        change.make(map, name, clean(value));
        return Status.OK;
    }

    private static int remove(PluginInstance in, Args args) {
        String name = text(in, args.at(1), args.at(2));
        FieldMap map = mutable(in, args.at(0));
        if (map == null) {
            return Status.BAD_ARGUMENT;
        }
        map.remove(name);
        return Status.OK;
    }

    private static @Nullable FieldMap map(PluginInstance in, int id) {
        Callouts.Answer answer = in.calls().answer();
        return switch (id) {
            case GRPC_METADATA -> in.grpcCalls().metadata();
            case GRPC_TRAILERS -> in.grpcCalls().trailers();
            case CALL_HEADERS -> answer == null ? null : answer.headers();
            case CALL_TRAILERS -> answer == null ? null : answer.trailers();
            default -> mutable(in, id);
        };
    }

    private static @Nullable FieldMap mutable(PluginInstance in, int id) {
        World world = in.effective().world;
        return world == null || id < 0 || id >= MAPS.size() ? null : world.fields(MAPS.get(id));
    }

    /** Fields that a guest has made, without what could break a message; null if they are none. */
    static @Nullable FieldMap pairs(PluginInstance in, int pointer, int length) {
        if (length < 0 || length > MAX_BYTES) {
            return null;
        }
        FieldMap fields = Pairs.decode(in.guest().read(pointer, length));
        if (fields == null) {
            return null;
        }
        FieldMap clean = new FieldMap();
        for (int i = 0; i < fields.size(); i++) {
            if (isName(fields.name(i))) {
                clean.add(fields.name(i), clean(fields.value(i)));
            }
        }
        return clean;
    }

    private static boolean fits(FieldMap map, String name, String value) {
        return isName(name) && map.size() < MAX_FIELDS && map.bytes() + name.length() + value.length() <= MAX_BYTES;
    }

    /** A byte is a character, as in HTTP. */
    static String text(PluginInstance in, int pointer, int length) {
        return new String(in.guest().read(pointer, length), StandardCharsets.ISO_8859_1);
    }

    /** Names that could break a message are no names. */
    static boolean isName(String name) {
        if (name.isEmpty()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c <= ' ' || c >= 0x7F || c == ':' && i > 0) {
                return false;
            }
        }
        return true;
    }

    /** A line end in a value would begin a field of its own: it becomes a space. */
    static String clean(String value) {
        return value.indexOf('\r') < 0 && value.indexOf('\n') < 0 && value.indexOf('\0') < 0
                ? value
                : value.replace('\r', ' ').replace('\n', ' ').replace('\0', ' ');
    }
}
