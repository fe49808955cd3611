package dev.trestle.runtime;

import dev.trestle.bridge.ConfigFiles;
import dev.trestle.bridge.settings.Problems;
import dev.trestle.config.ListenerConfig.TlsConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What a listener speaks TLS with. Slow side. */
final class ListenerTls {
    private ListenerTls() {}

    /** What a listener serves with, or null after every problem was reported. */
    static @Nullable SslContext context(TlsConfig config, ConfigFiles files, Problems at) {
        SslContextBuilder builder = new PemFiles(files, at).server(config.certificate(), config.key());
        if (builder == null) {
            return null;
        }
        try {
            return builder.applicationProtocolConfig(new ApplicationProtocolConfig(
                            Protocol.ALPN,
                            SelectorFailureBehavior.NO_ADVERTISE,
                            SelectedListenerFailureBehavior.ACCEPT,
                            ApplicationProtocolNames.HTTP_2,
                            ApplicationProtocolNames.HTTP_1_1))
                    .build();
        } catch (SSLException unusable) {
            at.add("", config.certificate() + " with " + config.key() + " cannot be used: " + unusable.getMessage());
            return null;
        }
    }
}
