package dev.trestle.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.BodyMode;
import dev.trestle.bridge.http.Headers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;

class RequestBodyTest {
    private static final int MAX_BYTES = 1 << 20;

    private final BodyMemory memory = new BodyMemory(1 << 19);
    private final List<String> said = new ArrayList<>();
    private final RequestBody body =
            new RequestBody(BodyMode.WHOLE, MAX_BYTES, UnpooledByteBufAllocator.DEFAULT, memory, new Recorder());

    @Test
    void whole_isOneBufferOfItsSize_whenItCameInAHundredThousandPieces() {
        start();
        for (int i = 0; i < 100_000; i++) {
            next(new DefaultHttpContent(Unpooled.wrappedBuffer(new byte[] {'x'})));
        }
        next(new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER));
        body.onComplete();

        assertThat(said).containsExactly("body 100000", "end");
        assertThat(body.whole().nioBufferCount()).isEqualTo(1);
        assertThat(body.whole().capacity()).isLessThan(300_000);
        assertThat(memory.held()).isEqualTo(100_000);
        body.release();
        assertThat(memory.held()).isZero();
    }

    @Test
    void whole_isKeptAsItCame_whenItCameInOnePiece() {
        start();
        ByteBuf piece = Unpooled.copiedBuffer("hello", StandardCharsets.US_ASCII);
        next(new DefaultLastHttpContent(piece));
        body.onComplete();

        assertThat(body.whole()).isSameAs(piece);
        body.release();
        assertThat(piece.refCnt()).isZero();
    }

    @Test
    void body_isRefused_whenAllOthersLeaveNoRoom() {
        memory.add(1 << 19);
        start();
        next(new DefaultHttpContent(Unpooled.wrappedBuffer(new byte[] {'x'})));
        body.release();

        assertThat(said).containsExactly("cancelled", "no room");
        assertThat(memory.held()).isEqualTo(1 << 19);
    }

    private void start() {
        body.onSubscribe(new Subscription() {
            @Override
            public void request(long n) {
                assertThat(n).isEqualTo(Long.MAX_VALUE);
            }

            @Override
            public void cancel() {
                said.add("cancelled");
            }
        });
    }

    /** As the server does: lent for the call. */
    private void next(HttpContent content) {
        body.onNext(content);
        content.release();
    }

    private final class Recorder implements RequestBody.Reader {
        @Override
        public void onBody(ByteBuf data) {
            said.add("body " + data.readableBytes());
        }

        @Override
        public void onBodyEnd(Headers trailers) {
            said.add("end");
        }

        @Override
        public void onBodyTooLarge() {
            said.add("too large");
        }

        @Override
        public void onNoRoom() {
            said.add("no room");
        }

        @Override
        public void onBodyError(Throwable reason) {
            said.add(reason.toString());
        }
    }
}
