package dev.trestle.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    private Path directory;

    @Test
    void content_isAllOfIt_upToTheLimit() throws IOException {
        byte[] content = new byte[16 << 20];
        content[content.length - 1] = 7;
        Path file = Files.write(directory.resolve("large"), content);
        assertThat(WholeFile.read(file)).isEqualTo(content);
    }

    @Test
    void file_isRefused_whenItDoesNotEnd() {
        assertThatThrownBy(() -> WholeFile.read(Path.of("/dev/zero")))
                .isInstanceOf(IOException.class)
                .hasMessage("/dev/zero is larger than 16777216 bytes");
    }
}
