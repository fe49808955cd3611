package dev.trestle.source;

import dev.trestle.bridge.ConfigFiles;
import dev.trestle.bridge.settings.ProblemCollector;
import dev.trestle.bridge.settings.SettingsNode;
import dev.trestle.config.GatewayConfig;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a configuration.
 *
 * @param config what it says, or null when {@code problems} has what is wrong with it
 * @param root the tree it was bound from, with positions; secrets are marked
 * @param files reads what it names, relative to the file or directory it came from
 * @param problems what was found so far; the compiler adds to it
 */
public record LoadedConfig(
        @Nullable GatewayConfig config, SettingsNode root, ConfigFiles files, ProblemCollector problems) {
    /**
     * The files it was read from and those it named, there or not, as they were read: what a watch compares with. Those a codec
     * reads come in as it compiles.
     */
    public Map<Path, Fingerprint> filesRead() {
        return files instanceof ReadFiles known ? known.read() : Map.of();
    }
}
