package dev.trestle.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLProtocolException;
import org.junit.jupiter.api.Test;

/** Why there is no TLS, in the words of whoever has to mend it. Messages are the JDK's. */
class HandshakeLogTest {
    @Test
    void words_areTheClientsAlert_whenItCameAsTheJdkExpectsIt() {
        assertThat(HandshakeLog.inWords(new SSLHandshakeException("Received fatal alert: protocol_version")))
                .isEqualTo("the client refused, saying protocol_version");
    }

    /** As curl and everything else with OpenSSL says it under TLS 1.3. */
    @Test
    void words_areTheClientsAlert_whenItCameInClearText() {
        SSLException reason = new SSLProtocolException("Unexpected exception");
        reason.initCause(
                new GeneralSecurityException("Unexpected plaintext alert received: Level: fatal; Alert: unknown_ca"));
        assertThat(HandshakeLog.inWords(reason))
                .isEqualTo("the client refused, saying unknown_ca (does it trust ours?)");
    }

    @Test
    void words_areTheMessage_whenTheCauseIsSomethingElse() {
        SSLException reason = new SSLProtocolException("Unexpected exception");
        reason.initCause(new GeneralSecurityException("tag mismatch"));
        assertThat(HandshakeLog.inWords(reason)).isEqualTo("Unexpected exception");
    }
}
