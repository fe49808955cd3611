package dev.trestle.app.pages;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The ports that pages name, and those that stand in for them here, where others may have them already. */
final class Ports {
    private static final Pattern PORT = Pattern.compile("(?<=[:= ])\\d{4,5}\\b");

    private final Map<String, String> actual = new LinkedHashMap<>();

    Ports(Map<Integer, Integer> known) {
        known.forEach(this::put);
    }

    void put(int written, int here) {
        actual.put(String.valueOf(written), String.valueOf(here));
    }

    /** The text of a page as it is right here. */
    String here(String text) {
        return PORT.matcher(text).replaceAll(port -> actual.getOrDefault(port.group(), port.group()));
    }
}
