package dev.trestle.app.pages;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** What a page shows of what commands print: {@code ...} stands for any text, and alone on a line for any lines. */
final class Printed {
    private static final String ANYTHING = "...";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Printed() {}

    /** Whether {@code actual} is {@code shown}, but for blanks at ends of lines. */
    static boolean isText(String shown, String actual) {
        String pattern = shown.lines().map(Printed::line).collect(Collectors.joining());
        return Pattern.compile(pattern).matcher(lines(actual)).matches();
    }

    /** Whether {@code actual} has a line that is {@code shown}. */
    static boolean isLine(String shown, String actual) {
        return Pattern.compile(line(shown)).matcher(lines(actual)).matches();
    }

    /** Whether {@code actual} has each member that is {@code shown}, with its value. */
    static boolean isJson(String shown, String actual) {
        try {
            return has(JSON.readTree(shown), JSON.readTree(actual));
        } catch (JacksonException noJson) {
            return false;
        }
    }

    private static boolean has(JsonNode shown, JsonNode actual) {
        if (shown.isObject()) {
            return actual.isObject()
                    && shown.properties().stream()
                            .allMatch(member ->
                                    actual.has(member.getKey()) && has(member.getValue(), actual.get(member.getKey())));
        }
        if (shown.isArray()) {
            boolean same = actual.isArray() && actual.size() == shown.size();
            for (int i = 0; same && i < shown.size(); i++) {
                same = has(shown.get(i), actual.get(i));
            }
            return same;
        }
        if (shown.isNumber()) {
            return actual.isNumber() && shown.decimalValue().equals(actual.decimalValue());
        }
        return shown.isString() && actual.isString()
                ? isText(shown.asString(), actual.asString())
                : shown.equals(actual);
    }

    private static String lines(String text) {
        return text.lines().map(String::stripTrailing).map(line -> line + "\n").collect(Collectors.joining());
    }

    private static String line(String shown) {
        String line = shown.stripTrailing();
        if (line.strip().equals(ANYTHING)) {
            return "(?:.*\\n)*?";
        }
        return Pattern.compile(Pattern.quote(ANYTHING))
                .splitAsStream(line + "\n")
                .map(Pattern::quote)
                .collect(Collectors.joining(".*"));
    }
}
