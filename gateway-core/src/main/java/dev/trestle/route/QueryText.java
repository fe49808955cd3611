package dev.trestle.route;

/** Looks for a parameter in an undecoded query without taking it apart. */
final class QueryText {
    private QueryText() {}

    static boolean has(String query, String name, String value) {
        int at = 0;
        while (at < query.length()) {
            int amp = query.indexOf('&', at);
            int end = amp < 0 ? query.length() : amp;
            int equals = query.indexOf('=', at);
            int nameEnd = equals < 0 || equals > end ? end : equals;
            if (same(query, at, nameEnd, name)) {
                return value.equals("*") || same(query, Math.min(nameEnd + 1, end), end, value);
            }
            at = end + 1;
        }
        return false;
    }

    private static boolean same(String query, int start, int end, String expected) {
        boolean plain = true;
        for (int i = start; i < end; i++) {
            char c = query.charAt(i);
            plain &= c != '%' && c != '+';
        }
        if (plain) {
            return end - start == expected.length() && query.startsWith(expected, start);
        }
        return expected.equals(PercentText.decode(query.substring(start, end).replace('+', ' ')));
    }
}
