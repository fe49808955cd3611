package dev.trestle.codec.dubbo;

import java.io.IOException;

/** A provider of Dubbo 3.3. */
class Dubbo33IT extends ProviderContract {
    Dubbo33IT() throws IOException {
        super("dubbo-provider");
    }
}
