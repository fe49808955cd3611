package dev.trestle.bridge.settings;

import java.util.StringJoiner;
import java.util.stream.Stream;

/**
 * One thing wrong with a configuration.
 *
 * @param position where
 * @param path the path of the value: {@code clusters.orders.pool.maxPendingAcquires}, {@code routes[order.create].dubbo.args[0].type}
 * @param detail the value and what was expected: {@code 0 (expected: 1..65535)}, {@code unknown key (did you mean: acquireTimeout?)}
 */
public record Problem(Position position, String path, String detail) {
    /** One line, whatever was written; {@code file:line:column: path: detail}, without what is not known. */
    @Override
    public String toString() {
        StringJoiner line = new StringJoiner(": ");
        Stream.of(position.toString(), path, detail)
                .filter(part -> !part.isEmpty())
                .map(Problem::onOneLine)
                .forEach(line::add);
        return line.toString();
    }

    private static String onOneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.chars().forEach(c -> {
            if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029) {
                line.append(c == '\n' ? "\\n" : c == '\t' ? "\\t" : String.format("\\u%04x", c));
            } else {
                line.append((char) c);
            }
        });
        return line.toString();
    }
}
