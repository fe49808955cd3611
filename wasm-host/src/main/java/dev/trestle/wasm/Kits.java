package dev.trestle.wasm;

import dev.trestle.wasm.engine.Anatomy;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** With what a module was made: what its producers section says, and the names that SDKs leave in the bytes. */
final class Kits {
    /** Go and Rust leave the paths of their packages, AssemblyScript those of its sources, C++ mangled names if any. */
    private static final Pattern SDK =
            Pattern.compile("github\\.com/[\\w-]+/(?:proxy-wasm-go-sdk|wasm-go)(?:@v[\\w.-]+)?"
                    + "|(?<=/)proxy-wasm-\\d+\\.\\d+\\.\\d+(?=/)"
                    + "|proxy_wasm(?=\\.\\.traits|6traits)"
                    + "|(?<=~lib/)@[\\w-]+/proxy-wasm-[\\w-]+"
                    + "|proxy-wasm-cpp-sdk");

    private Kits() {}

    static List<String> of(Anatomy anatomy, byte[] bytes) {
        Set<String> kits = new LinkedHashSet<>();
        anatomy.producers().values().forEach(kits::addAll);
        if (anatomy.exports().contains("__pin") || anatomy.exports().contains("__collect")) {
            kits.add("AssemblyScript");
        }
        if (anatomy.imports().stream().anyMatch(each -> each.name().startsWith("emscripten_"))) {
            kits.add("Emscripten");
        }
        find(kits, new String(bytes, StandardCharsets.ISO_8859_1));
        find(kits, narrow(bytes));
        return kits.stream()
                .filter(kit -> kits.stream().noneMatch(other -> other.startsWith(kit + "@")))
                .toList();
    }

    private static void find(Set<String> kits, String text) {
        Matcher matcher = SDK.matcher(text);
        while (matcher.find()) {
            kits.add(matcher.group().equals("proxy_wasm") ? "proxy-wasm (Rust)" : matcher.group());
        }
    }

    /** Whether a text stands in a module, in UTF-8 or as AssemblyScript keeps it, in UTF-16. */
    static boolean names(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(text)
                || narrow(bytes).contains(text);
    }

    /** UTF-16 text of little end as single bytes; everything else becomes noise without the texts that are looked for. */
    private static String narrow(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i + 1 < bytes.length; i++) {
            if (bytes[i] != 0 && bytes[i + 1] == 0) {
                text.append((char) (bytes[i] & 0xff));
                i++;
            } else if (!text.isEmpty() && text.charAt(text.length() - 1) != ' ') {
                text.append(' ');
            }
        }
        return text.toString();
    }
}
