package dev.trestle.wasm;

import dev.trestle.wasm.engine.Anatomy;
import dev.trestle.wasm.engine.GuestImport;
import dev.trestle.wasm.engine.ModuleException;
import dev.trestle.wasm.engine.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What this host makes of a module, found without running or compiling it.
 *
 * @param anatomy what the module consists of
 * @param abi the version it was built for, or null if it names none that is known here
 * @param kits the SDKs and languages it was made with, as far as it tells
 * @param imports what becomes of its imports, in its own order
 * @param callbacks those of its exports that this host calls, in the order of the specification
 * @param fits where it can be used
 * @param refusals why it is not loaded, one for each reason
 * @param notes what is worth knowing though it is loaded
 */
public record Inspection(
        Anatomy anatomy,
        @Nullable Abi abi,
        List<String> kits,
        List<Import> imports,
        List<String> callbacks,
        List<Fit> fits,
        List<String> refusals,
        List<String> notes) {
    private static final String CODEC_PROPERTIES = "codec.";

    /** What becomes of an import. */
    public enum Answer {
        /** It is a function of the ABI, and there. */
        HOST,
        /** It is one of WASI's that language runtimes want, and there. */
        WASI,
        /** There is none of this name: it answers that it is unimplemented. */
        UNKNOWN,
        /** There is one of this name with other parameters: it answers that it is unimplemented. */
        OTHER_PARAMETERS
    }

    /**
     * An import.
     *
     * @param wanted as the module declares it
     * @param answer what becomes of it
     * @param offered the type that it has here, if that is another one
     */
    public record Import(
            GuestImport wanted, Answer answer, @Nullable Signature offered) {}

    /** Where a module can be used. */
    public enum Place {
        /** {@code wire: {wasm: ...}}. */
        CODEC,
        /** {@code filters: [{wasm: ...}]} of a route, or of a listener for requests. */
        HTTP_FILTER,
        /** {@code filters: [{wasm: ...}]} of a listener for connections. */
        NETWORK_FILTER
    }

    /** Whether it fits there. */
    public enum Verdict {
        /** It has what is called there. */
        YES,
        /** It has what is called there, and no sign of having been made for it. */
        UNLIKELY,
        /** It has not. */
        NO
    }

    /**
     * A place and whether the module fits.
     *
     * @param place where
     * @param verdict whether
     * @param reason why
     */
    public record Fit(Place place, Verdict verdict, String reason) {}

    /**
     * Looks at a module.
     *
     * @throws ModuleException if the bytes are no module
     */
    public static Inspection of(byte[] bytes) throws ModuleException {
        Anatomy anatomy = Anatomy.of(bytes);
        List<String> refusals = new ArrayList<>(anatomy.refusals());
        Abi abi = abi(anatomy, refusals);
        List<String> notes = new ArrayList<>();
        memory(anatomy, notes);
        List<String> callbacks =
                Callbacks.names().stream().filter(anatomy.exports()::contains).toList();
        if (!anatomy.exports().contains("malloc") && !anatomy.exports().contains("proxy_on_memory_allocate")) {
            notes.add("no allocator: it cannot be given headers, bodies or properties"
                    + " (expected: an export malloc or proxy_on_memory_allocate)");
        }
        return new Inspection(
                anatomy,
                abi,
                Kits.of(anatomy, bytes),
                anatomy.imports().stream().map(Inspection::resolve).toList(),
                callbacks,
                refusals.isEmpty() ? fits(anatomy.exports(), bytes) : nowhere(),
                List.copyOf(refusals),
                List.copyOf(notes));
    }

    private static @Nullable Abi abi(Anatomy anatomy, List<String> refusals) {
        try {
            return Abi.of(anatomy.exports());
        } catch (ModuleException none) {
            refusals.add(String.valueOf(none.getMessage()));
            return null;
        }
    }

    private static void memory(Anatomy anatomy, List<String> notes) {
        Anatomy.Memory memory = anatomy.memory();
        int most = Limits.DEFAULT.maxMemoryPages();
        if (memory != null && memory.initialPages() > most) {
            notes.add("memory: it begins with " + memory.initialPages() + " pages (expected: at most " + most
                    + ", unless limits.maxMemoryPages says more)");
        }
    }

    private static Import resolve(GuestImport wanted) {
        GuestImport offered = HostTable.ALL.offered().stream()
                .filter(each ->
                        each.module().equals(wanted.module()) && each.name().equals(wanted.name()))
                .findFirst()
                .orElse(null);
        if (offered == null) {
            return new Import(wanted, Answer.UNKNOWN, null);
        }
        if (HostTable.ALL.find(wanted) == null) {
            return new Import(wanted, Answer.OTHER_PARAMETERS, offered.signature());
        }
        boolean wasi =
                wanted.module().equals(WasiFunctions.MODULE) || wanted.module().equals(WasiFunctions.OLD_MODULE);
        return new Import(wanted, wasi ? Answer.WASI : Answer.HOST, null);
    }

    private static List<Fit> fits(Set<String> exports, byte[] bytes) {
        return List.of(
                codec(exports, bytes),
                filter(Place.HTTP_FILTER, exports, "proxy_on_(request|response)_.*"),
                filter(Place.NETWORK_FILTER, exports, "proxy_on_(down|up)stream_.*|proxy_on_new_connection"));
    }

    private static List<Fit> nowhere() {
        return Arrays.stream(Place.values())
                .map(place -> new Fit(place, Verdict.NO, "it is refused"))
                .toList();
    }

    private static Fit codec(Set<String> exports, byte[] bytes) {
        List<String> missing = new ArrayList<>(List.of("proxy_on_request_body", "proxy_on_response_body"));
        missing.removeAll(exports);
        if (!missing.isEmpty()) {
            return new Fit(Place.CODEC, Verdict.NO, "no " + String.join(", no ", missing));
        }
        if (!Kits.names(bytes, CODEC_PROPERTIES)) {
            return new Fit(Place.CODEC, Verdict.UNLIKELY, "it has the callbacks, but names no property codec.*");
        }
        boolean cuts = exports.contains("proxy_on_new_connection") && exports.contains("proxy_on_upstream_data");
        return new Fit(
                Place.CODEC,
                Verdict.YES,
                "it has the callbacks and names properties codec.*"
                        + (cuts ? ", and may cut frames (frames: module)" : ""));
    }

    private static Fit filter(Place place, Set<String> exports, String callbacks) {
        long count = exports.stream().filter(name -> name.matches(callbacks)).count();
        return count == 0
                ? new Fit(place, Verdict.NO, "none of the callbacks")
                : new Fit(place, Verdict.YES, "it has " + count + " of the callbacks");
    }

    /** The imports that come to this. */
    public List<Import> imports(Answer... answers) {
        return imports.stream()
                .filter(each -> Arrays.asList(answers).contains(each.answer()))
                .toList();
    }

    /** Its exports that this host does not call. */
    public List<String> otherExports() {
        return anatomy.exports().stream()
                .filter(name -> !callbacks.contains(name) && !name.startsWith("proxy_abi_version_"))
                .toList();
    }
}
