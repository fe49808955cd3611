package dev.trestle.exchange.chain;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FailureException;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.filter.FieldMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Heads of requests and replies as fields with pseudo-headers, and back. */
final class Heads {
    private static final int STATUS_DIGITS = 3;
    private static final int LEAST_STATUS = 200;
    private static final int GREATEST_STATUS = 599;

    private Heads() {}

    static void show(RequestHead head, String scheme, FieldMap fields) {
        fields.add(":method", head.method());
        fields.add(":scheme", scheme);
        fields.add(":authority", "");
        fields.add(":path", head.query().isEmpty() ? head.path() : head.path() + '?' + head.query());
        Sorter sorter = new Sorter(fields);
        head.headers().forEach(sorter);
        if (sorter.host != null) {
            fields.replace(":authority", sorter.host);
        }
        // What the client says of its own connection could strip what a filter is about to say.
        for (String names : sorter.connection) {
            Arrays.stream(names.split(",", -1))
                    .map(String::trim)
                    .filter(name -> !name.startsWith(":"))
                    .forEach(fields::remove);
        }
    }

    /** Takes the fields that have another place out of those that filters see. */
    private static final class Sorter implements BiConsumer<String, String> {
        private final FieldMap fields;
        private @Nullable String host;
        private List<String> connection = List.of();

        Sorter(FieldMap fields) {
            this.fields = fields;
        }

        @Override
        public void accept(String name, String value) {
            if (name.equalsIgnoreCase("host")) {
                host = host == null ? value : host;
            } else if (name.equalsIgnoreCase("connection")) {
                connection = connection.isEmpty() ? new ArrayList<>(1) : connection;
                connection.add(value);
            } else {
                fields.add(name, value);
            }
        }
    }

    /**
     * The head that filters made of {@code matched}; the variables of its route stay.
     *
     * @param contentLength negative for none
     */
    static RequestHead request(FieldMap fields, RequestHead matched, long contentLength) {
        String method = String.valueOf(fields.get(":method"));
        String target = String.valueOf(fields.get(":path"));
        Headers passed = passed(fields, contentLength);
        if (method.equals(matched.method()) && matched.query().isEmpty() && target.equals(matched.path())) {
            return new RequestHead(method, target, "", passed, matched.variables());
        }
        if (!isMethod(method) || !target.startsWith("/") || !isVisible(target)) {
            throw new FailureException(Failure.FILTER_FAILED, "a filter left no valid method or path");
        }
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        String query = question < 0 ? "" : target.substring(question + 1);
        return new RequestHead(method, path, query, passed, matched.variables());
    }

    private static Headers passed(FieldMap fields, long contentLength) {
        String host = fields.get("host");
        String authority = host == null ? fields.get(":authority") : host;
        return new PassedHeaders(
                fields.snapshot(),
                authority == null || authority.isEmpty() ? null : authority,
                contentLength < 0 ? null : Long.toString(contentLength));
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
        return new PassedHeaders(fields.snapshot(), null, null);
    }
}
