package dev.trestle.demo.dubbo;

import dev.trestle.demo.service.Attachments;
import org.apache.dubbo.rpc.RpcContext;
import org.jspecify.annotations.Nullable;

/** Dubbo's attachments. */
final class RpcAttachments implements Attachments {
    /** The accessor both 2.7 and 3.3 have; 3.3 would rather be asked by a name 2.7 does not know. */
    @Override
    @SuppressWarnings("deprecation")
    public @Nullable String received(String name) {
        return RpcContext.getContext().getAttachment(name);
    }

    @Override
    public void answer(String name, String value) {
        RpcContext.getServerContext().setAttachment(name, value);
    }
}
