package dev.trestle.app.serve;

import dev.trestle.app.GatewayControl;
import dev.trestle.app.tap.Recorder;
import dev.trestle.app.tap.TapOrder;
import dev.trestle.bridge.settings.Problem;
import dev.trestle.bridge.settings.Secrets;
import dev.trestle.exchange.Tap;
import dev.trestle.runtime.Factories;
import dev.trestle.runtime.Gateway;
import dev.trestle.source.YamlSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A running gateway, and where its configuration is read from. */
final class ServedControl implements GatewayControl {
    private static final String SENT = "request";

    private final Gateway gateway;
    private final YamlSource source;
    private final Path directory;
    private volatile @Nullable Recorder recorder;
    private volatile boolean draining;
    private volatile boolean stopping;

    ServedControl(Gateway gateway, YamlSource source, Path routes) {
        this.gateway = gateway;
        this.source = source;
        Path absolute = routes.toAbsolutePath();
        this.directory = Files.isDirectory(absolute) ? absolute : Objects.requireNonNull(absolute.getParent());
    }

    /** Files are read as those of the routes are, relative to the same directory. */
    @Override
    public List<Problem> check(String yaml) {
        return Gateway.check(source.parse(SENT, yaml, directory), Factories.discovered());
    }

    @Override
    public void drain() {
        draining = true;
        gateway.drain();
    }

    @Override
    public void undrain() {
        if (!stopping) {
            draining = false;
            gateway.undrain();
        }
    }

    /** The process stops: a drain is not taken back any more. */
    void stop() {
        stopping = true;
        draining = true;
    }

    @Override
    public boolean isDraining() {
        return draining;
    }

    @Override
    public synchronized Recorder.Status tap(TapOrder order) {
        Recorder fresh = new Recorder(order, Secrets.of(gateway.config().root()));
        recorder = fresh;
        gateway.tap(fresh);
        return fresh.status();
    }

    @Override
    public Recorder.@Nullable Status tapped() {
        Recorder current = recorder;
        return current == null ? null : current.status();
    }

    @Override
    public synchronized void untap() {
        gateway.tap(Tap.NONE);
        recorder = null;
    }
}
