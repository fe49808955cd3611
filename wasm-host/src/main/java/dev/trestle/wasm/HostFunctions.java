package dev.trestle.wasm;

import dev.trestle.wasm.engine.BadPointerException;
import dev.trestle.wasm.engine.Guest;
import dev.trestle.wasm.engine.GuestImport;
import dev.trestle.wasm.engine.HostCall;
import dev.trestle.wasm.engine.Linker;

/**
 * The functions of one instance's host, bound by the type the module declares. One that is unknown here, or has other parameters
 * than here, answers UNIMPLEMENTED: SDKs declare more than they use.
 */
final class HostFunctions implements Linker {
    private final PluginInstance instance;
    private boolean open;

    HostFunctions(PluginInstance instance) {
        this.instance = instance;
    }

    /** The instance is there: from now on functions may use it. Before, only the log and WASI answer. */
    void open() {
        open = true;
    }

    @Override
    public HostCall link(GuestImport wanted) {
        HostTable.Entry entry = HostTable.ALL.find(wanted);
        if (entry == null) {
            int answer = wanted.module().startsWith("wasi_") ? Status.WASI_NOSYS : Status.UNIMPLEMENTED;
            return (guest, args) -> answer;
        }
        HostTable.Function function = entry.function();
        boolean always = entry.always();
        int badPointer = entry.badPointer();
        return (guest, args) -> {
            if (!open) {
                instance.guest(guest);
            }
            if (!always && (!open || instance.isAllocating())) {
                return Status.INTERNAL_FAILURE;
            }
            try {
                return function.call(instance, new HostTable.Args(args));
            } catch (BadPointerException bad) {
                return badPointer;
            }
        };
    }

    /**
     * Hands bytes to the guest in memory of its own allocator, of exactly their size, and writes where they are. Nothing is
     * allocated for no bytes: some guests take the address of the first one.
     */
    static int give(PluginInstance instance, byte[] bytes, int pointerAt, int sizeAt) {
        Guest guest = instance.guest();
        guest.check(pointerAt, Integer.BYTES);
        guest.check(sizeAt, Integer.BYTES);
        int pointer = 0;
        if (bytes.length > 0) {
            pointer = instance.allocate(bytes.length);
            if (pointer == 0) {
                return Status.INTERNAL_FAILURE;
            }
            guest.write(pointer, bytes, 0, bytes.length);
        }
        guest.writeInt(pointerAt, pointer);
        guest.writeInt(sizeAt, bytes.length);
        return Status.OK;
    }
}
