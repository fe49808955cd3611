package dev.trestle.app.wasm;

import dev.trestle.wasm.Abi;
import dev.trestle.wasm.Inspection;
import dev.trestle.wasm.engine.Anatomy;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An inspection for programs. */
final class InspectionJson {
    private InspectionJson() {}

    static ObjectNode of(String file, Inspection inspection) {
        Anatomy anatomy = inspection.anatomy();
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.put("file", file);
        all.put("good", inspection.refusals().isEmpty());
        all.put("abi", abi(inspection));
        all.put("sizeBytes", anatomy.sizeBytes());
        all.put("sha256", anatomy.sha256());
        list(all.putArray("madeWith"), inspection.kits());
        Anatomy.Memory memory = anatomy.memory();
        if (memory != null) {
            all.putObject("memory")
                    .put("initialPages", memory.initialPages())
                    .put("maximumPages", memory.hasMaximum() ? memory.maximumPages() : null);
        }
        list(all.putArray("features"), anatomy.features());
        list(all.putArray("refusals"), inspection.refusals());
        list(all.putArray("notes"), inspection.notes());
        ArrayNode fits = all.putArray("fits");
        inspection
                .fits()
                .forEach(fit -> fits.addObject()
                        .put("place", lower(fit.place()))
                        .put("verdict", lower(fit.verdict()))
                        .put("reason", fit.reason()));
        ArrayNode imports = all.putArray("imports");
        inspection
                .imports()
                .forEach(each -> imports.addObject()
                        .put("module", each.wanted().module())
                        .put("name", each.wanted().name())
                        .put("type", each.wanted().signature().toString())
                        .put("answer", lower(each.answer())));
        list(all.putArray("callbacks"), inspection.callbacks());
        list(all.putArray("otherExports"), inspection.otherExports());
        return all;
    }

    /** The ABI as the specification writes it, or null. */
    static @Nullable String abi(Inspection inspection) {
        Abi abi = inspection.abi();
        return abi == null ? null : abi.name().substring(1).replace('_', '.');
    }

    private static void list(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
