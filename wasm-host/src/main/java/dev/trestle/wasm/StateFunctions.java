package dev.trestle.wasm;

import dev.trestle.wasm.HostTable.Args;
import dev.trestle.wasm.engine.StackReserve;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Properties, shared data, shared queues, metrics. */
final class StateFunctions {
    private static final int PAGE_BYTES = 1 << 16;

    private StateFunctions() {}

    static void register(HostTable functions) {
        functions.add("proxy_get_property", "iiii", StateFunctions::property);
        functions.add("proxy_set_property", "iiii", StateFunctions::setProperty);
        functions.add("proxy_get_shared_data", "iiiii", StateFunctions::sharedData);
        functions.add("proxy_set_shared_data", "iiiii", StateFunctions::setSharedData);
        functions.add("proxy_register_shared_queue", "iii", StateFunctions::registerQueue);
        functions.add("proxy_resolve_shared_queue", "iiiii", StateFunctions::resolveQueue);
        functions.add("proxy_enqueue_shared_queue", "iii", StateFunctions::enqueue);
        functions.add("proxy_dequeue_shared_queue", "iii", StateFunctions::dequeue);
        functions.add("proxy_define_metric", "iiii", StateFunctions::defineMetric);
        functions.add("proxy_increment_metric", "iI", StateFunctions::incrementMetric);
        functions.add("proxy_record_metric", "iI", StateFunctions::recordMetric);
        functions.add("proxy_get_metric", "ii", StateFunctions::metric);
    }

    private static int property(PluginInstance in, Args args) {
        byte[] value = property(in, path(in, args.at(0), args.at(1)));
        int status = HostFunctions.give(in, value == null ? new byte[0] : value, args.at(2), args.at(3));
        return value == null ? Status.NOT_FOUND : status;
    }

    private static int setProperty(PluginInstance in, Args args) {
        String path = path(in, args.at(0), args.at(1));
        byte[] value = in.guest().read(args.at(2), args.at(3));
        return in.effective().property(path, value) ? Status.OK : Status.INTERNAL_FAILURE;
    }

    private static byte @Nullable [] property(PluginInstance in, String path) {
        PluginSettings settings = in.plugin().settings();
        return switch (path) {
            case "plugin_name" -> PropertyValue.of(settings.name());
            case "plugin_root_id" -> PropertyValue.of(settings.rootId());
            case "plugin_vm_id" -> PropertyValue.of(settings.vmId());
            case "plugin_vm_memory" -> PropertyValue.of((long) in.guest().pages() * PAGE_BYTES);
            case "cluster_name" -> cluster(in, in.effective().property(path));
            default -> in.effective().property(path);
        };
    }

    /** Modules of the dialect look for the name behind the third bar, and take a name without bars for none. */
    private static byte @Nullable [] cluster(PluginInstance in, byte @Nullable [] name) {
        if (name == null || in.plugin().abi() != Abi.V0_2_100) {
            return name;
        }
        String text = new String(name, StandardCharsets.UTF_8);
        return text.indexOf('|') < 0 ? PropertyValue.of("outbound|0||" + text) : name;
    }

    /** Segments are joined with NUL; an SDK that joins them with dots means the same. */
    private static String path(PluginInstance in, int pointer, int length) {
        String path = text(in, pointer, length).replace('\0', '.');
        return path.endsWith(".") ? path.substring(0, path.length() - 1) : path;
    }

    private static int sharedData(PluginInstance in, Args args) {
        SharedState.Datum datum =
                in.plugin().shared().get(in.plugin().settings().vmId(), key(in, args.at(0), args.at(1)));
        in.guest().writeInt(args.at(4), datum == null ? 0 : datum.cas());
        int status = HostFunctions.give(in, datum == null ? new byte[0] : datum.value(), args.at(2), args.at(3));
        return datum == null ? Status.NOT_FOUND : status;
    }

    private static int setSharedData(PluginInstance in, Args args) {
        StackReserve.check();
        byte[] value = in.guest().read(args.at(2), args.at(3));
        String key = key(in, args.at(0), args.at(1));
        return in.plugin().shared().set(in.plugin().settings().vmId(), key, value, args.at(4));
    }

    private static int registerQueue(PluginInstance in, Args args) {
        StackReserve.check();
        in.guest().check(args.at(2), Integer.BYTES);
        int[] queue = new int[1];
        Runnable listener = in.newQueueListener(queue);
        queue[0] =
                in.plugin().shared().register(in.plugin().settings().vmId(), key(in, args.at(0), args.at(1)), listener);
        in.guest().writeInt(args.at(2), queue[0]);
        return queue[0] == 0 ? Status.INTERNAL_FAILURE : Status.OK;
    }

    private static int resolveQueue(PluginInstance in, Args args) {
        String vm = text(in, args.at(0), args.at(1));
        String own = in.plugin().settings().vmId();
        int queue = in.plugin().shared().resolve(vm.isEmpty() ? own : vm, key(in, args.at(2), args.at(3)));
        in.guest().writeInt(args.at(4), queue);
        return queue == 0 ? Status.NOT_FOUND : Status.OK;
    }

    private static int enqueue(PluginInstance in, Args args) {
        StackReserve.check();
        return in.plugin().shared().enqueue(args.at(0), in.guest().read(args.at(1), args.at(2)));
    }

    private static int dequeue(PluginInstance in, Args args) {
        StackReserve.check();
        in.guest().check(args.at(1), Integer.BYTES);
        in.guest().check(args.at(2), Integer.BYTES);
        if (!in.plugin().shared().hasQueue(args.at(0))) {
            return Status.NOT_FOUND;
        }
        byte[] item = in.plugin().shared().dequeue(args.at(0));
        return item == null ? Status.EMPTY : HostFunctions.give(in, item, args.at(1), args.at(2));
    }

    private static int defineMetric(PluginInstance in, Args args) {
        StackReserve.check();
        Host.MetricKind[] kinds = Host.MetricKind.values();
        if (args.at(0) < 0 || args.at(0) >= kinds.length) {
            return Status.BAD_ARGUMENT;
        }
        in.guest().check(args.at(3), Integer.BYTES);
        int id = in.metrics().define(kinds[args.at(0)], text(in, args.at(1), args.at(2)));
        in.guest().writeInt(args.at(3), id);
        return id == 0 ? Status.INTERNAL_FAILURE : Status.OK;
    }

    private static int incrementMetric(PluginInstance in, Args args) {
        return in.metrics().increment(args.at(0), args.longAt(1));
    }

    private static int recordMetric(PluginInstance in, Args args) {
        return in.metrics().record(args.at(0), args.longAt(1));
    }

    private static int metric(PluginInstance in, Args args) {
        return in.metrics().read(args.at(0), value -> in.guest().writeLong(args.at(1), value));
    }

    /** A name of any bytes: two that differ in a byte are two. */
    private static String key(PluginInstance in, int pointer, int length) {
        return new String(in.guest().read(pointer, length), StandardCharsets.ISO_8859_1);
    }

    private static String text(PluginInstance in, int pointer, int length) {
        return new String(in.guest().read(pointer, length), StandardCharsets.UTF_8);
    }
}
