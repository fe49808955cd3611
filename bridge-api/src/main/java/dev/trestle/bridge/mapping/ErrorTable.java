package dev.trestle.bridge.mapping;

import dev.trestle.bridge.json.JsonDocument;
import dev.trestle.bridge.mapping.ReplySettings.ErrorSettings;
import dev.trestle.bridge.settings.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The compiled error table of a route: the first line that matches an outcome. Immutable. */
final class ErrorTable {
    private static final String HEADER = "header";
    private static final String EXCEPTION = "exception";

    private final List<Line> lines;

    /** One line, with its templates compiled. */
    record Line(ErrorSettings settings, @Nullable Template detail) {
        String code(String name) {
            String code = settings.code();
            return code == null ? snake(name) : code;
        }
    }

    private ErrorTable(List<Line> lines) {
        this.lines = lines;
    }

    static ErrorTable compile(List<ErrorSettings> settings, Problems problems) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < settings.size(); i++) {
            String detail = settings.get(i).detail();
            Problems at = problems.at("errors[" + i + "].detail");
            Template template = detail == null
                    ? null
                    : Template.compile(detail, List.of(EXCEPTION, HEADER, "result"), EXCEPTION, at);
            lines.add(new Line(settings.get(i), template));
        }
        return new ErrorTable(List.copyOf(lines));
    }

    boolean hasHeaderLines() {
        return lines.stream().anyMatch(line -> line.settings().header() != null);
    }

    /** The line of an exception, by its name or its name's last segment. */
    @Nullable
    Line thrown(String type) {
        String simple = simpleName(type);
        for (Line line : lines) {
            String name = line.settings().exception();
            if (name != null && (name.equals("*") || name.equals(type) || name.equals(simple))) {
                return line;
            }
        }
        return null;
    }

    /** The line of a protocol's own status. */
    @Nullable
    Line failed(String rpcStatus) {
        for (Line line : lines) {
            String name = line.settings().rpc();
            if (name != null && (name.equals("*") || name.equals(rpcStatus))) {
                return line;
            }
        }
        return null;
    }

    /** The line that a reply's header fields pick. */
    @Nullable
    Line header(JsonDocument header) {
        for (Line line : lines) {
            String field = line.settings().header();
            int node = field == null ? -1 : header.member(0, field);
            if (node >= 0 && picks(line.settings(), header.text(node))) {
                return line;
            }
        }
        return null;
    }

    private static boolean picks(ErrorSettings line, String value) {
        return line.equals() != null ? line.equals().equals(value) : !value.equals(line.not());
    }

    /** {@code OutOfStockException} of {@code com.acme.Shop$OutOfStockException}. */
    static String simpleName(String type) {
        return type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
    }

    /** {@code out_of_stock} of {@code com.acme.OutOfStockException}. */
    static String snake(String type) {
        String simple = simpleName(type).replaceFirst("(?<=.)(Exception|Error)$", "");
        return simple.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
