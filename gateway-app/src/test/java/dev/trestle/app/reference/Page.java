package dev.trestle.app.reference;

import java.util.List;
import java.util.Locale;

/** A page in Markdown, written from top to bottom. */
public final class Page {
    private final StringBuilder text = new StringBuilder();

    /** A page with this title. */
    public Page(String title) {
        text.append("<!-- Generated from the code; a test keeps it current. -->\n\n# ")
                .append(title)
                .append('\n');
    }

    /** A heading. */
    public void heading(String heading) {
        text.append("\n## ").append(heading).append('\n');
    }

    /** A paragraph; Markdown in it is Markdown. */
    public void paragraph(String paragraph) {
        if (!paragraph.isEmpty()) {
            text.append('\n').append(paragraph).append('\n');
        }
    }

    /** Text as it is. */
    public void block(String block) {
        text.append("\n```\n").append(block.strip()).append("\n```\n");
    }

    /** A table; Markdown in its cells is Markdown. */
    public void table(List<String> head, List<List<String>> rows) {
        text.append('\n');
        row(head);
        row(head.stream().map(cell -> "---").toList());
        rows.forEach(this::row);
    }

    private void row(List<String> cells) {
        cells.forEach(cell -> text.append("| ").append(cell.replace("|", "\\|")).append(' '));
        text.append("|\n");
    }

    /** {@code text} as it is written in YAML or code. */
    public static String code(String text) {
        return text.contains("`") ? "`` " + text + " ``" : "`" + text + "`";
    }

    /** Plain text, so that nothing in it is taken for Markdown or HTML. */
    public static String plain(String text) {
        return text.replace("\\", "\\\\").replace("*", "\\*").replace("<", "&lt;");
    }

    /** What stands behind {@code #} in a link to this heading. */
    public static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 _-]", "").replace(' ', '-');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
