package dev.trestle.app;

import dev.trestle.app.tap.Recorder;
import dev.trestle.app.tap.TapOrder;
import dev.trestle.bridge.settings.Position;
import dev.trestle.bridge.settings.Problem;
import dev.trestle.bridge.settings.Secrets;
import dev.trestle.bridge.settings.SettingsNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Of a gateway that stands still: nothing can be done to it. */
public final class IdleControl implements GatewayControl {
    /** One of them. */
    public IdleControl() {}

    @Override
    public List<Problem> check(String yaml) {
        return List.of();
    }

    @Override
    public void drain() {}

    @Override
    public void undrain() {}

    @Override
    public boolean isDraining() {
        return false;
    }

    @Override
    public Recorder.Status tap(TapOrder order) {
        return new Recorder(order, Secrets.of(new SettingsNode.Mapping(Position.NONE, Map.of(), Map.of()))).status();
    }

    @Override
    public Recorder.@Nullable Status tapped() {
        return null;
    }

    @Override
    public void untap() {}
}
