package dev.trestle.codec.dubbo;

import dev.trestle.bridge.Wire;
import dev.trestle.bridge.WireProtocol;
import dev.trestle.codec.dubbo.hessian.ClassShapes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Set;

/**
 * What the connections of a Dubbo cluster have in common.
 *
 * <pre>
 * 0     2      3       4            12        16
 * DA BB flags  status  request id   length    body
 * </pre>
 */
final class DubboProtocol implements WireProtocol {
    static final int HEADER_BYTES = 16;
    static final int MAGIC = 0xdabb;
    static final int REQUEST = 0x80;
    static final int TWO_WAY = 0x40;
    static final int EVENT = 0x20;
    static final int HESSIAN2 = 2;

    private final DubboWireSettings settings;
    private final JavaTypes types;
    private final ClassShapes shapes;

    DubboProtocol(DubboWireSettings settings, JavaTypes types) {
        this.settings = settings;
        this.types = types;
        this.shapes = new ClassShapes(Set.copyOf(types.plainClasses()));
    }

    JavaTypes types() {
        return types;
    }

    ClassShapes shapes() {
        return shapes;
    }

    @Override
    public int maxExchangesPerConnection() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Wire newWire() {
        return new DubboWire(settings);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DubboProtocol that && settings.equals(that.settings);
    }

    @Override
    public int hashCode() {
        return settings.hashCode();
    }

    /** A heartbeat request, or the answer to one: the body is Hessian's null. */
    static ByteBuf heartbeat(int flags, int status, long id) {
        return Unpooled.buffer(HEADER_BYTES + 1)
                .writeShort(MAGIC)
                .writeByte(flags)
                .writeByte(status)
                .writeLong(id)
                .writeInt(1)
                .writeByte('N');
    }
}
