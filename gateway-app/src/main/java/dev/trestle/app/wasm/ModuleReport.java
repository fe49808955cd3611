package dev.trestle.app.wasm;

import dev.trestle.app.CommandFailure;
import dev.trestle.wasm.Inspection;
import dev.trestle.wasm.engine.ModuleException;
import java.io.PrintWriter;
import java.nio.file.Path;

/** What a module is, for people and for programs. */
public final class ModuleReport {
    private final Path file;
    private final Inspection inspection;

    private ModuleReport(Path file, Inspection inspection) {
        this.file = file;
        this.inspection = inspection;
    }

    /**
     * Of a file.
     *
     * @throws CommandFailure if it is not there, or no module
     */
    public static ModuleReport of(Path file) {
        byte[] bytes = ModuleFile.read(file);
        try {
            return new ModuleReport(file, Inspection.of(bytes));
        } catch (ModuleException none) {
            throw new CommandFailure(CommandFailure.REFUSED, file + ": " + none.getMessage(), "");
        }
    }

    /** Whether a configuration that names it loads, as far as that can be told without one. */
    public boolean isTaken() {
        return inspection.refusals().isEmpty();
    }

    /** Writes it for people. */
    public void text(PrintWriter out) {
        new InspectionText(out).write(file.toString(), inspection);
    }

    /** Writes it for programs. */
    public void json(PrintWriter out) {
        out.println(InspectionJson.of(file.toString(), inspection).toPrettyString());
    }
}
