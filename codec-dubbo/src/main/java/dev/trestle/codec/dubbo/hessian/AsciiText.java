package dev.trestle.codec.dubbo.hessian;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** ASCII bytes of a buffer as characters, without a copy. A view that is moved along: valid until it is moved. */
final class AsciiText implements CharSequence {
    private ByteBuf in = Unpooled.EMPTY_BUFFER;
    private int index;
    private int length;

    AsciiText at(ByteBuf buffer, int start, int bytes) {
        in = buffer;
        index = start;
        length = bytes;
        return this;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int at) {
        return (char) in.getByte(index + at);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return toString().substring(start, end);
    }

    @Override
    public String toString() {
        return in.toString(index, length, StandardCharsets.ISO_8859_1);
    }
}
