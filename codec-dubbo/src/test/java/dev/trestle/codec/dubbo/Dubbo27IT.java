package dev.trestle.codec.dubbo;

import java.io.IOException;

/** A provider of Dubbo 2.7. */
class Dubbo27IT extends ProviderContract {
    Dubbo27IT() throws IOException {
        super("dubbo27-provider");
    }
}
