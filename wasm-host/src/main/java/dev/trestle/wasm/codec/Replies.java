package dev.trestle.wasm.codec;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FailureException;
import dev.trestle.bridge.http.Headers;
import dev.trestle.filter.FieldMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The head of a reply as a module leaves it. */
final class Replies {
    /** Set by the gateway, or about a connection that the module does not see. */
    private static final Set<String> HOP =
            Set.of("content-length", "transfer-encoding", "connection", "keep-alive", "upgrade", "te", "trailer");

    private static final int LEAST_STATUS = 200;
    private static final int GREATEST_STATUS = 599;

    private Replies() {}

    static int status(FieldMap fields) {
        String text = String.valueOf(fields.get(":status"));
        int status = text.matches("[0-9]{3}") ? Integer.parseInt(text) : 0;
        if (status < LEAST_STATUS || status > GREATEST_STATUS) {
            throw new FailureException(Failure.DECODE_FAILED, "the codec's module gave a reply without a valid status");
        }
        return status;
    }

    /** The fields that a client may get. */
    static Headers headers(FieldMap fields) {
        List<String> kept = new ArrayList<>(2 * fields.size());
        fields.forEachPlain((name, value) -> {
            if (!HOP.contains(name)) {
                kept.add(name);
                kept.add(value);
            }
        });
        return Headers.of(kept.toArray(String[]::new));
    }
}
