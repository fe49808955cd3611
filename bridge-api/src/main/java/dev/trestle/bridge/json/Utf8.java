package dev.trestle.bridge.json;

/** UTF-8 by the table of well-formed byte sequences (Unicode 16, table 3-7): nothing overlong, no surrogates. */
final class Utf8 {
    private Utf8() {}

    /** The length of the well-formed sequence at {@code at}, 1..4; 0 when there is none. */
    static int length(byte[] bytes, int at, int end) {
        int lead = bytes[at] & 0xFF;
        if (lead < 0x80) {
            return 1;
        }
        int length = length(lead);
        if (length == 0 || at + length > end || !isSecond(lead, bytes[at + 1] & 0xFF)) {
            return 0;
        }
        for (int i = at + 2; i < at + length; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    /** The length that a lead byte above 0x7F announces; 0 for a byte that leads nothing. */
    static int length(int lead) {
        if (lead < 0xC2 || lead > 0xF4) {
            return 0;
        }
        return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    }

    /** Whether {@code second} may stand behind {@code lead}. */
    static boolean isSecond(int lead, int second) {
        int least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        return second >= least && second <= most;
    }
}
