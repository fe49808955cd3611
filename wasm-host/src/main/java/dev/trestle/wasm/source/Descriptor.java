package dev.trestle.wasm.source;

import dev.trestle.bridge.json.JsonDocument;
import dev.trestle.bridge.json.JsonException;
import dev.trestle.bridge.json.JsonLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A reference to a blob, from a manifest or an index.
 *
 * @param mediaType what it is
 * @param digest what it is called
 * @param size in bytes
 * @param tag the image's, or empty
 * @param isAttestation whether it is no image but says where one came from
 */
record Descriptor(String mediaType, String digest, long size, String tag, boolean isAttestation) {
    private static final String TAG = "org.opencontainers.image.ref.name";
    private static final String REFERENCE = "vnd.docker.reference.type";

    /** Those in the list {@code key} of a JSON document. */
    static List<Descriptor> list(byte[] json, String key, String what) throws IOException {
        try {
            JsonDocument document = JsonDocument.parse(json, JsonLimits.DEFAULT);
            int list = document.kind(0) == JsonDocument.Kind.OBJECT ? document.member(0, key) : -1;
            if (list < 0 || document.kind(list) != JsonDocument.Kind.ARRAY) {
                throw new IOException(what + " has no list of " + key + " (expected: an OCI image)");
            }
            List<Descriptor> all = new ArrayList<>();
            int left = document.size(list);
            for (int node = document.firstChild(list); left > 0; node = document.nextSibling(node)) {
                all.add(one(document, node, what));
                left--;
            }
            return all;
        } catch (JsonException broken) {
            throw new IOException(what + ": " + broken.getMessage(), broken);
        }
    }

    private static Descriptor one(JsonDocument document, int node, String what) throws IOException {
        if (document.kind(node) != JsonDocument.Kind.OBJECT) {
            throw new IOException(what + " has a descriptor that is none (expected: a JSON object)");
        }
        int size = document.member(node, "size");
        int annotations = document.member(node, "annotations");
        boolean isNumber = size >= 0 && document.kind(size) == JsonDocument.Kind.NUMBER && document.isInt64(size);
        return new Descriptor(
                text(document, node, "mediaType"),
                text(document, node, "digest"),
                isNumber ? document.int64(size) : -1,
                text(document, annotations, TAG),
                !text(document, annotations, REFERENCE).isEmpty());
    }

    private static String text(JsonDocument document, int object, String key) {
        if (object < 0 || document.kind(object) != JsonDocument.Kind.OBJECT) {
            return "";
        }
        int member = document.member(object, key);
        return member < 0 || document.kind(member) != JsonDocument.Kind.STRING ? "" : document.text(member);
    }
}
