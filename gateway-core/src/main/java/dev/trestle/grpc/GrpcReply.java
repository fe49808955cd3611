package dev.trestle.grpc;

import dev.trestle.filter.FieldMap;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;

/** What comes back on the stream of one call. On its event loop. */
final class GrpcReply extends ChannelInboundHandlerAdapter {
    private final GrpcCall call;
    private final MessageCutter cutter;
    private boolean begun;

    GrpcReply(GrpcCall call, int maxMessageBytes) {
        this.call = call;
        this.cutter = new MessageCutter(maxMessageBytes);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) {
        try {
            if (call.isOver()) {
                return;
            }
            if (frame instanceof Http2HeadersFrame fields) {
                onFields(fields.headers(), fields.isEndStream());
            } else if (frame instanceof Http2DataFrame data) {
                onData(data);
            }
        } finally {
            ReferenceCountUtil.release(frame);
        }
    }

    private void onFields(Http2Headers fields, boolean last) {
        String status = String.valueOf(fields.status());
        if (begun) {
            end(fields, last ? GrpcStatus.of(fields) : GrpcStatus.internal("fields within the messages"));
        } else if (last) {
            // Only trailers: a status of gRPC's counts before HTTP's.
            boolean grpc = fields.contains("grpc-status") || status.equals("200");
            end(fields, grpc ? GrpcStatus.of(fields) : GrpcStatus.ofHttp(status));
        } else if (!status.startsWith("1")) {
            begin(fields, status);
        }
    }

    private void begin(Http2Headers fields, String status) {
        begun = true;
        GrpcStatus wrong =
                status.equals("200") ? GrpcStatus.ofContent(fields.get("content-type")) : GrpcStatus.ofHttp(status);
        if (wrong == null) {
            call.onMetadata(GrpcFields.map(fields));
        } else {
            call.end(new FieldMap(), wrong);
        }
    }

    private void end(Http2Headers trailers, GrpcStatus status) {
        boolean cut = status.isOk() && cutter.isWithin();
        call.end(GrpcFields.map(trailers), cut ? GrpcStatus.internal("the last message is not whole") : status);
    }

    private void onData(Http2DataFrame data) {
        try {
            byte[] message = cutter.next(data.content());
            while (message != null && !call.isOver()) {
                call.onMessage(message);
                message = data.content().isReadable() ? cutter.next(data.content()) : null;
            }
            if (data.isEndStream()) {
                call.end(new FieldMap(), GrpcStatus.internal("the stream ended without trailers"));
            }
        } catch (MessageCutter.RefusedException refused) {
            call.end(new FieldMap(), refused.status());
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        try {
            if (event instanceof Http2ResetFrame reset) {
                call.end(new FieldMap(), GrpcStatus.ofReset(reset.errorCode()));
            } else if (event instanceof Http2GoAwayFrame) {
                call.end(new FieldMap(), GrpcStatus.unavailable("the peer goes away and has not begun"));
            }
        } finally {
            ReferenceCountUtil.release(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        call.onLost("the connection was closed");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        call.end(new FieldMap(), GrpcStatus.internal(String.valueOf(cause.getMessage())));
    }
}
