package dev.trestle.demo.thriftserver;

import dev.trestle.demo.thrift.common.Color;
import dev.trestle.demo.thrift.common.NotFound;
import dev.trestle.demo.thrift.common.Point;
import dev.trestle.demo.thrift.everything.Busy;
import dev.trestle.demo.thrift.everything.Everything;
import dev.trestle.demo.thrift.everything.EverythingService;
import dev.trestle.demo.thrift.everything.Refused;
import dev.trestle.demo.thrift.everything.Value;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Echoes, and the few calls that misbehave on purpose. */
final class EverythingHandler implements EverythingService.Iface {
    private volatile String posted = "";

    @Override
    public String hello(String name) {
        return "hello " + name;
    }

    @Override
    public long findUser(long id) throws NotFound {
        if (id == 0) {
            throw new NotFound("user", id);
        }
        return id;
    }

    @Override
    public Everything echo(Everything value) {
        return value;
    }

    @Override
    public Value echoUnion(Value value) {
        return value;
    }

    @Override
    public Map<Point, String> echoLabels(Map<Point, String> labels) {
        return labels;
    }

    @Override
    public ByteBuffer echoBinary(ByteBuffer value) {
        return value;
    }

    @Override
    public Color echoColor(Color color) {
        return color;
    }

    @Override
    public List<Double> echoDoubles(List<Double> values) {
        return values;
    }

    @Override
    public Map<String, List<Everything>> echoDeep(Map<String, List<Everything>> value) {
        return value;
    }

    @Override
    public String join(String d, byte a, int c, short b, boolean e, double f, long g, Set<Integer> h) {
        return String.join(
                ",", List.of("" + a, "" + b, "" + c, d, "" + e, "" + f, "" + g, new TreeSet<>(h).toString()));
    }

    @Override
    public String attempt(String what) throws Refused, Busy {
        check(what);
        if (what.equals("busy")) {
            throw new Busy(9_007_199_254_740_993L, new Point(1, 2));
        }
        return what;
    }

    @Override
    public void check(String what) throws Refused {
        if (what.equals("refuse")) {
            throw new Refused("asked to", 7);
        }
    }

    @Override
    public void nothing() {
        // void
    }

    @Override
    public void post(String text) {
        posted = text;
    }

    @Override
    public String posted() {
        return posted;
    }

    @Override
    public String sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return "slept " + millis;
    }

    @Override
    public ByteBuffer blob(int length) {
        byte[] blob = new byte[length];
        for (int i = 0; i < length; i++) {
            blob[i] = (byte) i;
        }
        return ByteBuffer.wrap(blob);
    }

    @Override
    public String crash() {
        throw new IllegalStateException("nobody declared this");
    }

    @Override
    public @Nullable String absent() {
        return null;
    }
}
