package dev.trestle.wasm.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.bridge.ConfigFiles;
import dev.trestle.wasm.engine.Code;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModuleSourceTest {
    private static final byte[] MODULE = text("\0asm, a module");
    private static final String MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";
    private static final String TAR_GZ = "application/vnd.oci.image.layer.v1.tar+gzip";

    @TempDir
    private Path base = Path.of(".");

    /** As the gateway reads what a configuration names. */
    private final ConfigFiles files = new ConfigFiles() {
        @Override
        public byte[] read(String path) throws IOException {
            return Files.readAllBytes(base.resolve(path));
        }

        @Override
        public @Nullable List<String> names(String path) throws IOException {
            if (!Files.isDirectory(base.resolve(path))) {
                return null;
            }
            try (Stream<Path> entries = Files.list(base.resolve(path))) {
                return entries.map(each -> each.getFileName().toString())
                        .sorted()
                        .toList();
            }
        }
    };

    @Test
    void file_isReadAsItIs() throws IOException {
        Files.write(base.resolve("a.wasm"), MODULE);
        assertThat(ModuleSource.read("a.wasm", files)).isEqualTo(MODULE);
    }

    @Test
    void directoryWithOneModule_isThatModule_alsoAsAVolumeThatIsSwapped() throws IOException {
        volume("1", MODULE);
        assertThat(ModuleSource.read("mounted", files)).isEqualTo(MODULE);
        volume("2", text("another"));
        assertThat(ModuleSource.read("mounted", files)).isEqualTo(text("another"));
    }

    /** What Kubernetes makes of a ConfigMap: the name is a link through a link that is swapped. */
    private void volume(String version, byte[] content) throws IOException {
        Path mounted = Files.createDirectories(base.resolve("mounted"));
        Path data = Files.createDirectories(mounted.resolve("..version" + version));
        Files.write(data.resolve("auth.wasm"), content);
        Path next = Files.createSymbolicLink(mounted.resolve("..data_tmp"), Path.of("..version" + version));
        Files.move(
                next, mounted.resolve("..data"), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        if (!Files.isSymbolicLink(mounted.resolve("auth.wasm"))) {
            Files.createSymbolicLink(mounted.resolve("auth.wasm"), Path.of("..data/auth.wasm"));
        }
    }

    @Test
    void directoryWithNone_orSeveral_isRefused() throws IOException {
        Files.createDirectories(base.resolve("d/.hidden.wasm"));
        refused("d", "no module in that directory (expected: one *.wasm, or an OCI image layout)");
        Files.write(base.resolve("d/a.wasm"), MODULE);
        Files.write(base.resolve("d/b.wasm"), MODULE);
        refused("d", "a.wasm, b.wasm in that directory (expected: one *.wasm, or an OCI image layout)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/wasm", "application/vnd.module.wasm.content.layer.v1+wasm"})
    void layerThatIsAModule_isRead(String mediaType) throws IOException {
        index(manifest(layer("application/vnd.module.wasm.config.v1+json", text("{}")), layer(mediaType, MODULE)), "");
        assertThat(ModuleSource.read("oci:image", files)).isEqualTo(MODULE);
        assertThat(ModuleSource.read("image", files))
                .as("it says itself what it is")
                .isEqualTo(MODULE);
    }

    @ParameterizedTest
    @CsvSource({
        "application/vnd.oci.image.layer.v1.tar+gzip, plugin.wasm",
        "application/vnd.docker.image.rootfs.diff.tar.gzip, ./plugin.wasm",
        "application/vnd.oci.image.layer.v1.tar, plugin.wasm"
    })
    void packedLayer_isUnpacked(String mediaType, String name) throws IOException {
        byte[] tar = tar("README.md", text("x".repeat(700)), name, MODULE);
        byte[] layer = mediaType.endsWith("tar") ? tar : gzip(tar);
        index(
                manifest(
                        layer("application/vnd.module.wasm.spec.v1+yaml", text("a: b")),
                        layer(TAR_GZ, gzip(tar("doc/plugin.wasm", text("no")))),
                        layer(mediaType, layer)),
                "");
        assertThat(ModuleSource.read("oci:image", files)).isEqualTo(MODULE);
    }

    @Test
    void image_isChosenByItsTag() throws IOException {
        String one = manifest(layer("application/wasm", MODULE));
        String two = manifest(layer("application/wasm", text("two")));
        index(descriptor(MANIFEST_TYPE, one, "v1") + "," + descriptor(MANIFEST_TYPE, two, "v2"));
        assertThat(ModuleSource.read("oci:image:v2", files)).isEqualTo(text("two"));
        refused("oci:image", "2 images (expected: 1; there are the tags v1, v2)");
        refused("oci:image:v3", "v3: 0 images (expected: 1; there are the tags v1, v2)");
    }

    @Test
    void indexInAnIndex_isFollowed_withoutItsAttestations() throws IOException {
        String image = manifest(layer("application/wasm", MODULE));
        String attestation = descriptor(MANIFEST_TYPE, image, "")
                .replace(
                        "\"annotations\":{",
                        "\"annotations\":{\"vnd.docker.reference.type\":\"attestation-manifest\",");
        String inner = "{\"manifests\":[" + descriptor(MANIFEST_TYPE, image, "") + "," + attestation + "]}";
        index(descriptor("application/vnd.oci.image.index.v1+json", inner, "latest"));
        assertThat(ModuleSource.read("image", files)).isEqualTo(MODULE);
    }

    @Test
    void severalModules_areRefused() throws IOException {
        index(manifest(layer("application/wasm", MODULE), layer("application/wasm", text("b"))), "");
        refused("image", "2 layers that are modules (expected: 1)");
        byte[] packed = gzip(tar("plugin.wasm", MODULE));
        index(manifest(layer(TAR_GZ, packed), layer(TAR_GZ, gzip(tar("plugin.wasm", text("b"))))), "");
        refused(
                "image",
                "2 modules in the layers " + TAR_GZ + ", " + TAR_GZ
                        + " (expected: one application/wasm, or one archive with plugin.wasm)");
        index(manifest(layer("text/plain", MODULE)), "");
        refused(
                "image",
                "0 modules in the layers text/plain"
                        + " (expected: one application/wasm, or one archive with plugin.wasm)");
    }

    @Test
    void blobThatWasChanged_isRefused() throws IOException {
        String layer = layer("application/wasm", MODULE);
        index(manifest(layer), "");
        Path blob = base.resolve("image/blobs/sha256/" + Code.sha256(MODULE));
        byte[] changed = MODULE.clone();
        changed[5]++;
        Files.write(blob, changed);
        refused(
                "image",
                "blob sha256:" + Code.sha256(MODULE) + " has the digest " + Code.sha256(changed)
                        + " (expected: its name)");
        Files.write(blob, text("short"));
        refused("image", "blob sha256:" + Code.sha256(MODULE) + " has 5 bytes (expected: " + MODULE.length + ")");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sha256:../../../../etc/passwd",
                "sha512:cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce",
                "sha256:E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855"
            })
    void digestThatIsNone_isRefused_beforeAnythingIsRead(String digest) throws IOException {
        index("{\"mediaType\":\"" + MANIFEST_TYPE + "\",\"digest\":\"" + digest + "\",\"size\":1}");
        refused("image", "digest " + digest + " (expected: sha256 and 64 hex digits)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"manifests\":{}}", "{\"manifests\":[1]}", "{\"manifests\":[{}]}", "no json"})
    void indexThatIsNone_isRefused(String text) throws IOException {
        Files.createDirectories(base.resolve("image"));
        Files.writeString(base.resolve("image/index.json"), text);
        assertThatThrownBy(() -> ModuleSource.read("oci:image", files))
                .isInstanceOf(IOException.class)
                .hasMessageMatching(".*(expected|line).*");
    }

    @Test
    void archiveThatIsBroken_isRefused() throws IOException {
        byte[] tar = tar("plugin.wasm", MODULE);
        assertThatThrownBy(() -> Archive.module(java.util.Arrays.copyOf(tar, 515)))
                .hasMessageContaining("cut off");
        byte[] noNumber = tar.clone();
        noNumber[124] = 'x';
        assertThatThrownBy(() -> Archive.module(noNumber)).hasMessageContaining("no tar archive");
        byte[] endless = tar.clone();
        java.util.Arrays.fill(endless, 124, 135, (byte) '7');
        assertThatThrownBy(() -> Archive.module(endless)).hasMessageContaining("an archive of more than");
        assertThat(Archive.module(text("short"))).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "filters/auth.wasm, auth",
        "/plugins/auth, auth",
        "oci:images/auth:v1.2, auth",
        "oci:/images/auth, auth",
        "plain, plain"
    })
    void name_isThatOfTheFileOrImage(String module, String name) {
        assertThat(ModuleSource.name(module)).isEqualTo(name);
    }

    private void refused(String module, String message) {
        assertThatThrownBy(() -> ModuleSource.read(module, files))
                .isInstanceOf(IOException.class)
                .hasMessage(message);
    }

    private String layer(String mediaType, byte[] content) throws IOException {
        return blob(mediaType, content, "");
    }

    private static String manifest(String... layers) {
        return "{\"schemaVersion\":2,\"layers\":[" + String.join(",", layers) + "]}";
    }

    private String descriptor(String mediaType, String content, String tag) throws IOException {
        return blob(mediaType, text(content), tag);
    }

    private void index(String manifest, String tag) throws IOException {
        index(descriptor(MANIFEST_TYPE, manifest, tag));
    }

    private void index(String descriptors) throws IOException {
        Path image = Files.createDirectories(base.resolve("image"));
        Files.writeString(image.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
        Files.writeString(image.resolve("index.json"), "{\"schemaVersion\":2,\"manifests\":[" + descriptors + "]}");
    }

    private String blob(String mediaType, byte[] content, String tag) throws IOException {
        Path blobs = Files.createDirectories(base.resolve("image/blobs/sha256"));
        String digest = Code.sha256(content);
        Files.write(blobs.resolve(digest), content);
        return "{\"mediaType\":\"" + mediaType + "\",\"digest\":\"sha256:" + digest + "\",\"size\":" + content.length
                + ",\"annotations\":{\"org.opencontainers.image.ref.name\":\"" + tag + "\"}}";
    }

    private static byte[] tar(Object... namesAndContents) {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        for (int i = 0; i < namesAndContents.length; i += 2) {
            byte[] content = (byte[]) namesAndContents[i + 1];
            byte[] header = new byte[512];
            byte[] name = text((String) namesAndContents[i]);
            System.arraycopy(name, 0, header, 0, name.length);
            System.arraycopy(text(String.format("%011o", content.length)), 0, header, 124, 11);
            header[156] = '0';
            tar.writeBytes(header);
            tar.writeBytes(content);
            tar.writeBytes(new byte[(512 - content.length % 512) % 512]);
        }
        tar.writeBytes(new byte[1024]);
        return tar.toByteArray();
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
