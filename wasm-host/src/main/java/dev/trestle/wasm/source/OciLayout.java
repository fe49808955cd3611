package dev.trestle.wasm.source;

import dev.trestle.bridge.ConfigFiles;
import dev.trestle.wasm.engine.Code;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A directory by the OCI image layout (https://github.com/opencontainers/image-spec, image-layout.md), as {@code crane},
 * {@code skopeo} and {@code oras} write it: {@code index.json} names a manifest, the manifest its layers, each a blob named by its
 * digest. The module is a layer as it is, or {@code plugin.wasm} in a packed one, as the images for Envoy have it. One use.
 */
final class OciLayout {
    static final String MARKER = "oci-layout";

    private static final Set<String> INDEXES = Set.of(
            "application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json");
    private static final Set<String> MODULES =
            Set.of("application/wasm", "application/vnd.module.wasm.content.layer.v1+wasm");
    private static final Pattern ARCHIVES = Pattern.compile(
            "application/vnd\\.oci\\.image\\.layer\\.v1\\.tar(\\+gzip)?|application/vnd\\.docker\\.image\\.rootfs\\.diff\\.tar(\\.gzip)?");
    private static final Pattern SHA256 = Pattern.compile("sha256:([0-9a-f]{64})");
    private static final int MAX_INDEXES = 3;

    private final String directory;
    private final ConfigFiles files;

    OciLayout(String directory, ConfigFiles files) {
        this.directory = directory;
        this.files = files;
    }

    /**
     * The module of the image with this tag; of the only one, if there is no tag.
     *
     * @throws IOException saying what of the layout is broken, or that there is not one module
     */
    byte[] module(String tag) throws IOException {
        byte[] index = files.read(directory + "/index.json");
        Descriptor manifest = image(Descriptor.list(index, "manifests", "index.json"), tag);
        for (int depth = 0; INDEXES.contains(manifest.mediaType()); depth++) {
            if (depth == MAX_INDEXES) {
                throw new IOException("an index in an index in an index (expected: a manifest)");
            }
            manifest = image(Descriptor.list(blob(manifest), "manifests", manifest.digest()), "");
        }
        return module(Descriptor.list(blob(manifest), "layers", manifest.digest()));
    }

    private static Descriptor image(List<Descriptor> all, String tag) throws IOException {
        List<Descriptor> images = all.stream()
                .filter(each ->
                        !each.isAttestation() && (tag.isEmpty() || each.tag().equals(tag)))
                .toList();
        if (images.size() == 1) {
            return images.getFirst();
        }
        List<String> tags = all.stream()
                .map(Descriptor::tag)
                .filter(each -> !each.isEmpty())
                .toList();
        throw new IOException((tag.isEmpty() ? "" : tag + ": ") + images.size() + " images (expected: 1"
                + (tags.isEmpty() ? "" : "; there are the tags " + String.join(", ", tags)) + ")");
    }

    private byte[] module(List<Descriptor> layers) throws IOException {
        List<Descriptor> plain = layers.stream()
                .filter(each -> MODULES.contains(each.mediaType()))
                .toList();
        if (plain.size() == 1) {
            return blob(plain.getFirst());
        }
        if (plain.size() > 1) {
            throw new IOException(plain.size() + " layers that are modules (expected: 1)");
        }
        List<byte[]> packed = new ArrayList<>();
        for (Descriptor layer : layers) {
            if (ARCHIVES.matcher(layer.mediaType()).matches()) {
                byte[] module = Archive.module(blob(layer));
                if (module != null) {
                    packed.add(module);
                }
            }
        }
        if (packed.size() != 1) {
            List<String> types = layers.stream().map(Descriptor::mediaType).toList();
            throw new IOException(packed.size() + " modules in the layers " + String.join(", ", types)
                    + " (expected: one application/wasm, or one archive with " + Archive.MODULE + ")");
        }
        return packed.getFirst();
    }

    /** A blob, whose digest is computed again: what was tampered with is not loaded. */
    private byte[] blob(Descriptor of) throws IOException {
        var digest = SHA256.matcher(of.digest());
        if (!digest.matches()) {
            throw new IOException("digest " + of.digest() + " (expected: sha256 and 64 hex digits)");
        }
        byte[] blob = files.read(directory + "/blobs/sha256/" + digest.group(1));
        if (blob.length != of.size()) {
            throw new IOException(
                    "blob " + of.digest() + " has " + blob.length + " bytes (expected: " + of.size() + ")");
        }
        String actual = Code.sha256(blob);
        if (!actual.equals(digest.group(1))) {
            throw new IOException("blob " + of.digest() + " has the digest " + actual + " (expected: its name)");
        }
        return blob;
    }
}
