package dev.trestle.bridge.mapping;

import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.PathVariables;
import dev.trestle.bridge.http.RequestHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/** Requests in few words, and values as text. */
final class Requests {
    private Requests() {}

    static RequestValues of(String query, Headers headers, String body) {
        PathVariables variables =
                new PathVariables(new String[] {"id", "odd.name"}, new String[] {"9007199254740993", "o"});
        RequestHead head = new RequestHead("POST", "/x", query, headers, variables);
        return new RequestValues(head, Unpooled.copiedBuffer(body, StandardCharsets.UTF_8), () -> "r-1");
    }

    static RequestValues query(String query) {
        return of(query, Headers.empty(), "");
    }

    static RequestValues json(String body) {
        return of("", Headers.of("Content-Type", "application/json; charset=utf-8"), body);
    }

    static RequestValues form(String body) {
        return of("", Headers.of("content-type", "application/x-www-form-urlencoded"), body);
    }

    static RequestValues bytes(String contentType, byte[] body) {
        RequestHead head =
                new RequestHead("POST", "/x", "", Headers.of("content-type", contentType), PathVariables.NONE);
        ByteBuf content = Unpooled.wrappedBuffer(body);
        return new RequestValues(head, content, () -> "r-1");
    }

    static Value fetch(String from, RequestValues request) {
        var problems = Compiling.problems();
        Binding binding = Binding.compile(BindingSettings.from(from), WhenMissing.OMIT, PathNames.ANY, problems);
        if (problems.any()) {
            throw new AssertionError(problems.list().toString());
        }
        return binding.resolve(request);
    }

    /** Kind and content: {@code TEXT 7}, {@code ARRAY[TEXT a, TEXT b]}, {@code OBJECT{a=NUMBER 1}}. */
    static String show(Value value) {
        return switch (value.kind()) {
            case ABSENT -> "ABSENT";
            case NULL -> "NULL";
            case ARRAY -> children(value, "ARRAY[", "]");
            case OBJECT -> children(value, "OBJECT{", "}");
            default -> value.kind() + " " + value.text();
        };
    }

    private static String children(Value value, String open, String close) {
        StringBuilder out = new StringBuilder(open);
        for (Iterator<Value> children = value.values(); children.hasNext(); ) {
            Value child = children.next();
            out.append(out.length() == open.length() ? "" : ", ");
            out.append(child.name() == null ? "" : child.name() + "=").append(show(child));
        }
        return out.append(close).toString();
    }
}
