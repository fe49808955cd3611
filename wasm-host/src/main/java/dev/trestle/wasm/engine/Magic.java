package dev.trestle.wasm.engine;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** The first bytes of a file: tells a module from what is mistaken for one, and says what to do about it. */
final class Magic {
    private static final int HEAD_BYTES = 8;

    private Magic() {}

    static void check(byte[] bytes) throws ModuleException {
        byte[] head = Arrays.copyOf(bytes, Math.min(bytes.length, HEAD_BYTES));
        String hex = HexFormat.of().formatHex(head);
        if (hex.startsWith("0061736d0d00")) {
            throw new ModuleException(
                    "a WebAssembly component (expected: a WebAssembly module; build for wasip1, without the component model)");
        }
        if (hex.startsWith("0061736d")) {
            return;
        }
        throw new ModuleException(
                switch (hex.length() < 4 ? "" : hex.substring(0, 4)) {
                    case "1f8b" -> "packed by gzip (expected: a WebAssembly module; unpack it: gunzip -k FILE)";
                    case "504b" -> "a zip archive (expected: a WebAssembly module; unpack it: unzip FILE)";
                    default -> other(head, hex);
                });
    }

    private static String other(byte[] head, String hex) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (text.stripLeading().startsWith("(") || text.startsWith(";;")) {
            return "the text format (expected: a WebAssembly module; translate it: wat2wasm FILE)";
        }
        return (hex.isEmpty() ? "an empty file" : "no module, it begins with " + hex)
                + " (expected: a WebAssembly module)";
    }
}
