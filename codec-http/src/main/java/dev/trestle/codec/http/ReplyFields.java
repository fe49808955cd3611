package dev.trestle.codec.http;

import dev.trestle.bridge.http.Headers;
import java.util.ArrayList;
import java.util.List;

/** The fields of a reply that are passed back. */
final class ReplyFields {
    private ReplyFields() {}

    /** Of a reply passed back at once: the gateway knows its length, unless there is no body to count. */
    static Headers whole(ReplyHead head, HttpWireSettings wire) {
        boolean other = head.body() == ReplyHead.BodyEnd.NONE && head.status() != 204 && head.status() != 304;
        return passed(head, wire, other);
    }

    /** Of a reply that is passed back as it comes. */
    static Headers streamed(ReplyHead head, HttpWireSettings wire) {
        return passed(head, wire, true);
    }

    private static Headers passed(ReplyHead head, HttpWireSettings wire, boolean withLength) {
        List<String> named = Fields.namedByConnection(head.fields());
        List<String> passed = new ArrayList<>();
        head.fields().forEach((name, value) -> {
            String lower = Fields.lower(name);
            boolean own = lower.equals("trailer") || lower.equals("via") && wire.via() != null;
            if (!own && !named.contains(lower) && !Fields.isOfOneConnection(lower)) {
                add(passed, name, value);
            }
        });
        if (withLength && head.length() >= 0) {
            add(passed, "content-length", Long.toString(head.length()));
        }
        List<String> trailers = announced(head);
        if (!trailers.isEmpty()) {
            add(passed, "trailer", String.join(", ", trailers));
        }
        if (wire.via() != null) {
            String before = String.join(", ", head.fields().all("via"));
            add(passed, "via", (before.isEmpty() ? "" : before + ", ") + "1.1 " + wire.via());
        }
        return Headers.of(passed.toArray(String[]::new));
    }

    /** The trailers that the head has announced, and that may be any; clients get no others. */
    static Headers trailers(ReplyHead head, Headers trailers) {
        List<String> announced = announced(head);
        List<String> passed = new ArrayList<>();
        if (!announced.isEmpty()) {
            trailers.forEach((name, value) -> {
                if (announced.contains(Fields.lower(name))) {
                    add(passed, Fields.lower(name), value);
                }
            });
        }
        return Headers.of(passed.toArray(String[]::new));
    }

    private static List<String> announced(ReplyHead head) {
        return Fields.members(head.fields().all("trailer")).stream()
                .filter(name -> Text.isToken(name) && Fields.mayBeTrailer(name))
                .distinct()
                .toList();
    }

    private static void add(List<String> fields, String name, String value) {
        fields.add(name);
        fields.add(value);
    }
}
