package dev.trestle.codec.http;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FailureException;
import dev.trestle.bridge.http.PathVariables;
import dev.trestle.bridge.mapping.PathNames;
import dev.trestle.bridge.settings.NearMiss;
import dev.trestle.bridge.settings.Problems;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A path with variables of the route's path in it: {@code /api/{id}/files/{rest...}}. Immutable. */
final class PathTemplate {
    /** What stands in a segment as it is, beside letters and digits (RFC 3986 section 3.3). */
    private static final String SEGMENT_SIGNS = "-._~!$&'()*+,;=:@";

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** Encoded text before each variable, and behind the last. */
    private final List<String> texts = new ArrayList<>();

    private final List<Variable> variables = new ArrayList<>();

    /** A variable, and which signs its value may have unencoded. */
    private record Variable(String name, String signs) {}

    private PathTemplate() {}

    /** Compiles. */
    static PathTemplate compile(String written, PathNames known, Problems problems) {
        PathTemplate template = new PathTemplate();
        if (!written.startsWith("/") || written.contains("?") || written.contains("#") || written.contains("%")) {
            problems.add("", written + " (expected: starts with /, plain text, decoded, without ? or #)");
        }
        int at = 0;
        for (int open = written.indexOf('{'); open >= 0; open = written.indexOf('{', at)) {
            int close = written.indexOf('}', open);
            if (close < 0) {
                problems.add("", written + " (expected: a } for every {)");
                break;
            }
            template.texts.add(encode(written.substring(at, open), SEGMENT_SIGNS + '/'));
            String name = written.substring(open + 1, close);
            boolean rest = name.endsWith("...");
            template.add(rest ? name.substring(0, name.length() - 3) : name, rest, known, problems);
            at = close + 1;
        }
        template.texts.add(encode(written.substring(at), SEGMENT_SIGNS + '/'));
        return template;
    }

    private void add(String name, boolean rest, PathNames known, Problems problems) {
        List<String> names = known.known();
        if (names != null && !names.contains(name)) {
            problems.add("", "{" + name + "} is no variable of the route's path (" + NearMiss.hint(name, names) + ")");
        }
        variables.add(new Variable(name, rest ? SEGMENT_SIGNS + '/' : SEGMENT_SIGNS));
    }

    /** The path for one request. */
    String fill(PathVariables values) {
        StringBuilder path = new StringBuilder(texts.getFirst());
        for (int i = 0; i < variables.size(); i++) {
            Variable variable = variables.get(i);
            String value = values.get(variable.name());
            if (value == null) {
                throw new FailureException(Failure.ENCODE_FAILED, "the path has no {" + variable.name() + "}");
            }
            path.append(encode(value, variable.signs())).append(texts.get(i + 1));
        }
        return path.toString();
    }

    private static String encode(String text, String signs) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if (Text.isLetterOrDigit(c) || signs.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.toHexDigits(b));
            }
        }
        return encoded.toString();
    }
}
