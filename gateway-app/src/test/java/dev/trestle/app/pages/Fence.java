package dev.trestle.app.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced block of a page.
 *
 * @param place for messages: {@code docs/guide/tutorial.md:17}
 * @param language the word behind the fence, which may be none
 * @param lead the paragraph right before it
 * @param follows whether nothing stands between it and the block before
 */
record Fence(String place, String language, String text, String lead, boolean follows) {
    private static final Pattern FILE = Pattern.compile("[Ww]rite `([^`]+)`[^`]*:$");

    /** All of a page, in order. */
    static List<Fence> of(String page, String text) {
        List<Fence> fences = new ArrayList<>();
        List<String> paragraph = new ArrayList<>();
        List<String> lines = text.lines().toList();
        boolean follows = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("```")) {
                int end = i + 1 + lines.subList(i + 1, lines.size()).indexOf("```");
                String body = String.join("\n", lines.subList(i + 1, end)) + "\n";
                fences.add(new Fence(
                        page + ":" + (i + 1), line.substring(3).strip(), body, String.join(" ", paragraph), follows));
                paragraph.clear();
                follows = true;
                i = end;
            } else if (!line.isBlank()) {
                if (i == 0 || lines.get(i - 1).isBlank()) {
                    paragraph.clear();
                }
                paragraph.add(line.strip());
                follows = false;
            }
        }
        return fences;
    }

    /** The file that the reader is told to write: {@code write `shop.yaml`:} stands before the block. */
    Optional<String> file() {
        Matcher matcher = FILE.matcher(lead);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Whether these are commands, perhaps with what they print between them. */
    boolean isCommands() {
        return language.equals("sh") || isConsole();
    }

    /** Whether commands follow {@code $}, and what they print follows them. */
    boolean isConsole() {
        return language.equals("console");
    }

    /** Whether this is what the commands right before it print. */
    boolean isPrinted() {
        return follows && (language.equals("text") || language.equals("json"));
    }

    @Override
    public String toString() {
        return place;
    }
}
