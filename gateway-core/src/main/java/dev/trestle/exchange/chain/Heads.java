package dev.trestle.exchange.chain;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FailureException;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.filter.FieldMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Heads of requests and replies as fields with pseudo-headers, and back. */
final class Heads {
    /** About the connection they came from, which filters do not see; lengths are those of what filters leave. */
    private static final Set<String> HOP =
            Set.of("content-length", "transfer-encoding", "connection", "keep-alive", "upgrade");

    private static final int STATUS_DIGITS = 3;
    private static final int LEAST_STATUS = 200;
    private static final int GREATEST_STATUS = 599;

    private Heads() {}

    static void show(RequestHead head, String scheme, FieldMap fields) {
        String host = head.headers().get("host");
        fields.add(":method", head.method());
        fields.add(":scheme", scheme);
        fields.add(":authority", host == null ? "" : host);
        fields.add(":path", head.query().isEmpty() ? head.path() : head.path() + '?' + head.query());
        fields.addAll(head.headers());
        fields.remove("host");
        // What the client says of its own connection could strip what a filter is about to say.
        for (String names : fields.removeAll("connection")) {
            Arrays.stream(names.split(",", -1))
                    .map(String::trim)
                    .filter(name -> !name.startsWith(":"))
                    .forEach(fields::remove);
        }
    }

    /** The head that filters made of {@code matched}; the variables of its route stay. */
    static RequestHead request(FieldMap fields, RequestHead matched, long contentLength) {
        String method = String.valueOf(fields.get(":method"));
        String target = String.valueOf(fields.get(":path"));
        boolean isSame = method.equals(matched.method()) && matched.query().isEmpty() && target.equals(matched.path());
        if (!isSame && (!isMethod(method) || !target.startsWith("/") || !isVisible(target))) {
            throw new FailureException(Failure.FILTER_FAILED, "a filter left no valid method or path");
        }
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        String query = question < 0 ? "" : target.substring(question + 1);
        List<String> plain = plain(fields);
        String authority = fields.get(":authority");
        if (authority != null && !authority.isEmpty()) {
            plain.add("host");
            plain.add(authority);
        }
        if (contentLength >= 0) {
            plain.add("content-length");
            plain.add(Long.toString(contentLength));
        }
        return new RequestHead(method, path, query, headers(plain), matched.variables());
    }

    static void show(int status, Headers headers, FieldMap fields) {
        fields.clear();
        fields.add(":status", Integer.toString(status));
        fields.addAll(headers);
    }

    private static boolean isMethod(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < 'A' || text.charAt(i) > 'Z') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isVisible(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    static int status(FieldMap fields) {
        String text = String.valueOf(fields.get(":status"));
        int status = 0;
        boolean good = text.length() == STATUS_DIGITS;
        for (int i = 0; i < text.length() && good; i++) {
            int digit = text.charAt(i) - '0';
            good = digit >= 0 && digit <= 9;
            status = status * 10 + digit;
        }
        if (!good || status < LEAST_STATUS || status > GREATEST_STATUS) {
            throw new FailureException(Failure.REPLY_FILTER_FAILED, "a filter left a reply without a valid status");
        }
        return status;
    }

    static Headers headers(FieldMap fields) {
        return headers(plain(fields));
    }

    private static List<String> plain(FieldMap fields) {
        List<String> plain = new ArrayList<>(2 * fields.size() + 2);
        fields.forEachPlain((name, value) -> {
            if (!HOP.contains(name)) {
                plain.add(name);
                plain.add(value);
            }
        });
        return plain;
    }

    private static Headers headers(List<String> fields) {
        return Headers.of(fields.toArray(String[]::new));
    }
}
