package dev.trestle.codec.http;

import dev.trestle.bridge.http.Headers;
import java.util.List;

/**
 * What the head of a final reply says.
 *
 * @param status 200..599
 * @param fields all of them
 * @param body how its body ends
 * @param length of the body in bytes, or of the one that GET would have got; -1 for unknown
 * @param persistent whether the connection may carry another request afterwards
 */
record ReplyHead(int status, Headers fields, BodyEnd body, long length, boolean persistent) {
    private static final int MAX_LENGTH_DIGITS = 18;

    /** How a body ends. */
    enum BodyEnd {
        /** There is none. */
        NONE,
        /** After so many bytes. */
        LENGTH,
        /** With a chunk of no bytes. */
        CHUNKED,
        /** With the connection. */
        CLOSE
    }

    /**
     * Judges by the rules of RFC 9112 section 6.3, strictly: what a recipient could read in two ways is refused.
     *
     * @param minor of the version: 0 or 1
     * @param headOnly whether the request's method was HEAD
     */
    static ReplyHead of(int minor, int status, Headers fields, boolean headOnly) {
        List<String> codings = Fields.members(fields.all("transfer-encoding"));
        List<String> lengths = fields.all("content-length");
        if (!codings.isEmpty() && !lengths.isEmpty()) {
            throw Lines.malformed("both Transfer-Encoding and Content-Length");
        }
        boolean chunked = fields.get("transfer-encoding") != null;
        if (chunked && (minor == 0 || !codings.equals(List.of("chunked")))) {
            throw Lines.malformed("a Transfer-Encoding other than chunked");
        }
        long length = lengths.isEmpty() ? -1 : length(lengths);
        BodyEnd end = chunked ? BodyEnd.CHUNKED : length < 0 ? BodyEnd.CLOSE : BodyEnd.LENGTH;
        if (headOnly || status == 204 || status == 304) {
            end = BodyEnd.NONE;
        }
        List<String> options = Fields.namedByConnection(fields);
        boolean persistent = minor == 0 ? options.contains("keep-alive") : !options.contains("close");
        return new ReplyHead(status, fields, end, length, persistent && end != BodyEnd.CLOSE);
    }

    /** One length, however often it is said. */
    private static long length(List<String> values) {
        List<String> said = Fields.members(values);
        if (said.isEmpty()) {
            throw Lines.malformed("a Content-Length that is no number");
        }
        long length = number(said.getFirst());
        for (String each : said) {
            if (number(each) != length) {
                throw Lines.malformed("more than one Content-Length");
            }
        }
        return length;
    }

    private static long number(String digits) {
        if (digits.length() > MAX_LENGTH_DIGITS || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw Lines.malformed("a Content-Length that is no number");
        }
        return Long.parseLong(digits);
    }
}
