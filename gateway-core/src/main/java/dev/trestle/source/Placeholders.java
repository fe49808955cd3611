package dev.trestle.source;

import dev.trestle.bridge.ConfigFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts {@code ${env:NAME}}, {@code ${env:NAME:-default}} and {@code ${file:path}} into scalars. What comes from a file is a secret,
 * and what a variable or key named like one holds.
 */
final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern SECRET =
            Pattern.compile("(?is).*(passw|pwd|secret|token|credential|api[-_.]?key|private|authorization).*");
    private static final int MAX_FILE_BYTES = 1 << 20;

    private final Map<String, String> environment;
    private final ConfigFiles files;

    /** A scalar with its placeholders filled. */
    record Filled(String text, boolean secret) {}

    Placeholders(Map<String, String> environment, ConfigFiles files) {
        this.environment = environment;
        this.files = files;
    }

    /** Whether {@code name} says that what it names is a secret. */
    static boolean isSecret(String name) {
        return SECRET.matcher(name).matches();
    }

    Filled fill(String text, Consumer<String> problem) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        StringBuilder out = new StringBuilder();
        boolean secret = false;
        while (matcher.find()) {
            String inside = matcher.group(1);
            secret |= inside.startsWith("file:") || isSecret(inside);
            matcher.appendReplacement(out, Matcher.quoteReplacement(value(inside, problem)));
        }
        return new Filled(matcher.appendTail(out).toString(), secret);
    }

    private String value(String inside, Consumer<String> problem) {
        if (inside.startsWith("env:")) {
            return variable(inside.substring(4), problem);
        }
        if (inside.startsWith("file:")) {
            return file(inside.substring(5), problem);
        }
        problem.accept("${" + inside + "} (expected: ${env:NAME}, ${env:NAME:-default} or ${file:path})");
        return "";
    }

    private String variable(String reference, Consumer<String> problem) {
        int split = reference.indexOf(":-");
        String name = split < 0 ? reference : reference.substring(0, split);
        String value = environment.get(name);
        if (value != null) {
            return value;
        }
        if (split < 0) {
            problem.accept(
                    "${env:" + name + "}: the environment variable is not set (expected: set, or a default as ${env:"
                            + name + ":-value})");
            return "";
        }
        return reference.substring(split + 2);
    }

    private String file(String path, Consumer<String> problem) {
        try {
            byte[] content = files.read(path);
            if (content.length > MAX_FILE_BYTES) {
                problem.accept("${file:" + path + "}: " + content.length + " bytes (expected: at most " + MAX_FILE_BYTES
                        + ")");
                return "";
            }
            return new String(content, StandardCharsets.UTF_8).stripTrailing();
        } catch (IOException unreadable) {
            problem.accept("${file:" + path + "}: " + unreadable.getMessage());
            return "";
        }
    }
}
