package dev.trestle.wasm.engine;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.ChicoryInterruptedException;
import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.TableInstance;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.Table;
import com.dylibso.chicory.wasm.types.TableLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One instance of a module: its functions and its memory. Used by one thread at a time. Once a call threw a
 * {@link GuestException} it must not be called again.
 */
public final class Guest {
    private static final int PAGE_BYTES = 1 << 16;
    private static final long[] NOTHING = new long[0];

    private final Guard guard;
    private final Instance instance;
    private @Nullable Memory memory;
    private int depth;
    /** What a host function has answered: one for all, since the guest takes it before it calls another. */
    private final long[] answered = new long[1];

    /** What an instance is made with. */
    record Links(Linker linker, MemoryLimits limits, Guard guard) {}

    Guest(WasmModule module, @Nullable Function<Instance, Machine> machines, Links links) {
        this.guard = links.guard();
        Instance.Builder builder = Instance.builder(module)
                .withMemoryLimits(links.limits())
                .withMemoryFactory(ByteArrayMemory::new)
                .withTableFactory(Guest::table)
                .withImportValues(imports(module, links.linker()))
                .withStart(false);
        if (machines != null) {
            builder.withMachineFactory(machines);
        }
        this.instance = build(builder);
        this.memory = instance.memory();
    }

    /** A function that the module exports, or null if it has none of this name. */
    public @Nullable GuestFunction function(String name) {
        for (int i = 0; i < instance.module().exportSection().exportCount(); i++) {
            var export = instance.module().exportSection().getExport(i);
            if (export.name().equals(name)
                    && export.exportType() == com.dylibso.chicory.wasm.types.ExternalType.FUNCTION) {
                return new GuestFunction(
                        this,
                        instance.export(name),
                        Code.signature(instance.exportType(name)),
                        ConstantBody.answer(instance.module(), export.index()));
            }
        }
        return null;
    }

    /** The pages of 64 KiB that its memory has now. */
    public int pages() {
        return memory().pages();
    }

    /** Copies a part of the memory; the length is checked before anything is allocated. */
    public byte[] read(int pointer, int length) {
        check(pointer, length);
        return memory().readBytes(pointer, length);
    }

    /** Writes bytes. */
    public void write(int pointer, byte[] bytes, int offset, int length) {
        check(pointer, length);
        memory().write(pointer, bytes, offset, length);
    }

    /** Reads a 32-bit integer. */
    public int readInt(int pointer) {
        check(pointer, Integer.BYTES);
        return memory().readInt(pointer);
    }

    /** Writes a 32-bit integer. */
    public void writeInt(int pointer, int value) {
        check(pointer, Integer.BYTES);
        memory().writeI32(pointer, value);
    }

    /** Writes a 64-bit integer. */
    public void writeLong(int pointer, long value) {
        check(pointer, Long.BYTES);
        memory().writeLong(pointer, value);
    }

    private Memory memory() {
        return Objects.requireNonNull(memory, "a memory");
    }

    /** Whether these bytes are in the memory, with pointer and length unsigned. */
    public void check(int pointer, int length) {
        long end = Integer.toUnsignedLong(pointer) + Integer.toUnsignedLong(length);
        if (pointer < 0 || length < 0 || end > (long) memory().pages() * PAGE_BYTES) {
            throw new BadPointerException();
        }
    }

    /** A call into the guest; the outermost one is watched. */
    long @Nullable [] call(ExportFunction function, long[] args) {
        boolean outermost = enter();
        try {
            return function.apply(args);
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError | OutOfMemoryError reason) {
            throw broken(reason);
        } finally {
            exit(outermost);
        }
    }

    private Instance build(Instance.Builder builder) {
        boolean outermost = enter();
        try {
            return builder.build();
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError | OutOfMemoryError reason) {
            throw broken(reason);
        } finally {
            exit(outermost);
        }
    }

    private boolean enter() {
        if (depth++ > 0) {
            return false;
        }
        guard.enter();
        return true;
    }

    private void exit(boolean outermost) {
        depth--;
        if (outermost) {
            guard.exit();
        }
    }

    /** What ended a guest, as one exception. Whatever else was thrown goes on as it is. */
    private static GuestException broken(Throwable reason) {
        if (reason instanceof GuestException known) {
            return known;
        }
        if (reason instanceof ChicoryInterruptedException) {
            return new GuestException(GuestException.Kind.OVERTIME, "it ran longer than it may");
        }
        if (reason instanceof StackOverflowError) {
            return new GuestException(GuestException.Kind.STACK, "its calls nest too deep");
        }
        if (reason instanceof ChicoryException trap) {
            boolean stack = trap.getCause() instanceof StackOverflowError;
            return new GuestException(
                    stack ? GuestException.Kind.STACK : GuestException.Kind.TRAP, String.valueOf(trap.getMessage()));
        }
        return new GuestException(GuestException.Kind.TRAP, reason.toString());
    }

    /** Imports get the types that the module declares. */
    private ImportValues imports(WasmModule module, Linker linker) {
        List<ImportFunction> functions = new ArrayList<>();
        for (int i = 0; i < module.importSection().importCount(); i++) {
            if (module.importSection().getImport(i) instanceof FunctionImport wanted) {
                FunctionType type = module.typeSection().getType(wanted.typeIndex());
                HostCall call = linker.link(new GuestImport(wanted.module(), wanted.name(), Code.signature(type)));
                functions.add(function(wanted, type, call));
            }
        }
        return ImportValues.builder().withFunctions(functions).build();
    }

    private ImportFunction function(FunctionImport wanted, FunctionType type, HostCall call) {
        long[] result = switch (type.returns().size()) {
            case 0 -> NOTHING;
            case 1 -> answered;
            default -> new long[type.returns().size()];
        };
        return new HostFunction(wanted.module(), wanted.name(), type, (caller, args) -> {
            if (memory == null) {
                memory = caller.memory();
            }
            long answer = call.call(this, args);
            if (result.length > 0) {
                result[0] = answer;
            }
            return result;
        });
    }

    /** Tables may grow, but not into the heap. */
    private static TableInstance table(Table table, int initial) {
        long most = Math.min(table.limits().max(), Feature.MAX_TABLE_ENTRIES);
        TableLimits limits = new TableLimits(
                table.limits().min(), Math.max(most, table.limits().min()));
        return new TableInstance(new Table(table.elementType(), limits, table.initialize()), initial);
    }
}
