package dev.trestle.app.wasm;

import dev.trestle.wasm.Inspection;
import dev.trestle.wasm.Inspection.Answer;
import dev.trestle.wasm.engine.Anatomy;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An inspection for people: what matters first, lists last. */
final class InspectionText {
    private static final int PAGE_KIB = 64;
    private static final int LINE = 110;

    private final PrintWriter out;

    InspectionText(PrintWriter out) {
        this.out = out;
    }

    void write(String file, Inspection of) {
        Anatomy anatomy = of.anatomy();
        out.println(file + ": " + (of.refusals().isEmpty() ? "a proxy-wasm module" : "refused"));
        of.refusals().forEach(reason -> row("refused", reason));
        of.notes().forEach(note -> row("note", note));
        row("ABI", abi(of));
        row("size", String.format(Locale.ROOT, "%,d bytes", anatomy.sizeBytes()));
        row("sha256", anatomy.sha256());
        row("made with", of.kits().isEmpty() ? "it does not say" : String.join(", ", of.kits()));
        row("memory", memory(anatomy.memory()));
        row("features", anatomy.features().isEmpty() ? "none beyond 1.0" : String.join(", ", anatomy.features()));
        heading("fits as");
        of.fits().forEach(fit -> row(place(fit.place()), words(fit.verdict()) + ": " + fit.reason()));
        heading("imports");
        imports("there", of.imports(Answer.HOST));
        imports("WASI, there", of.imports(Answer.WASI));
        imports(
                "not there: they answer that they are unimplemented",
                of.imports(Answer.UNKNOWN, Answer.OTHER_PARAMETERS));
        heading("exports");
        names("callbacks", of.callbacks());
        names("others", of.otherExports());
        out.flush();
    }

    private static String abi(Inspection of) {
        String words = InspectionJson.abi(of);
        return words == null ? "none that is known here" : words;
    }

    private static String memory(Anatomy.@Nullable Memory memory) {
        if (memory == null) {
            return "none of its own";
        }
        String end = memory.hasMaximum() ? "at most " + pages(memory.maximumPages()) : "no limit of its own";
        return pages(memory.initialPages()) + " at the start, " + end;
    }

    private static String pages(int pages) {
        return pages + (pages == 1 ? " page (" : " pages (") + (long) pages * PAGE_KIB + " KiB)";
    }

    static String place(Inspection.Place place) {
        return switch (place) {
            case CODEC -> "codec";
            case HTTP_FILTER -> "HTTP filter";
            case NETWORK_FILTER -> "network filter";
        };
    }

    private static String words(Inspection.Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }

    private void imports(String what, List<Inspection.Import> imports) {
        if (imports.isEmpty()) {
            return;
        }
        out.println("  " + what + " (" + imports.size() + ")");
        for (Inspection.Import each : imports) {
            String type = each.wanted().signature() + (each.offered() == null ? "" : ", is here " + each.offered());
            out.printf(
                    "    %-56s %s%n",
                    each.wanted().module() + "." + each.wanted().name(), type);
        }
    }

    private void names(String what, List<String> names) {
        out.println("  " + what + " (" + names.size() + ")");
        StringBuilder line = new StringBuilder("   ");
        for (String name : names) {
            if (line.length() + name.length() > LINE) {
                out.println(line);
                line = new StringBuilder("   ");
            }
            line.append(' ').append(name);
        }
        if (!line.toString().isBlank()) {
            out.println(line);
        }
    }

    private void heading(String text) {
        out.println();
        out.println(text);
    }

    private void row(String name, String value) {
        out.printf("  %-14s  %s%n", name, value);
    }
}
