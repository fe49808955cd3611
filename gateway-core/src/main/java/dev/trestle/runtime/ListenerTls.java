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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Certificate and key of a listener, from PEM files, checked against each other. Slow side. */
final class ListenerTls {
    /** PKCS #8 in the textual encoding of RFC 7468 section 10. */
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private static final byte[] SAMPLE = "trestle".getBytes(StandardCharsets.US_ASCII);

    private ListenerTls() {}

    /** What a listener serves with, or null after every problem was reported. */
    static @Nullable SslContext context(TlsConfig config, ConfigFiles files, Problems at) {
        X509Certificate[] chain = chain(config.certificate(), files, at);
        PrivateKey key = key(config.key(), files, at);
        if (chain == null || key == null) {
            return null;
        }
        try {
            if (!matches(chain[0], key)) {
                at.add("key", config.key() + " is not the key of " + config.certificate() + " (expected: its key)");
                return null;
            }
            return SslContextBuilder.forServer(key, chain)
                    .applicationProtocolConfig(new ApplicationProtocolConfig(
                            Protocol.ALPN,
                            SelectorFailureBehavior.NO_ADVERTISE,
                            SelectedListenerFailureBehavior.ACCEPT,
                            ApplicationProtocolNames.HTTP_2,
                            ApplicationProtocolNames.HTTP_1_1))
                    .build();
        } catch (IOException | GeneralSecurityException unusable) {
            at.add("", config.certificate() + " with " + config.key() + " cannot be used: " + unusable.getMessage());
            return null;
        }
    }

    private static X509Certificate @Nullable [] chain(String path, ConfigFiles files, Problems at) {
        byte[] pem = read("certificate", path, files, at);
        if (pem == null) {
            return null;
        }
        try {
            X509Certificate[] chain =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)).stream()
                            .map(X509Certificate.class::cast)
                            .toArray(X509Certificate[]::new);
            if (chain.length > 0) {
                return chain;
            }
        } catch (GeneralSecurityException malformed) {
            // Said below; what the parser says would not help.
        }
        at.add("certificate", path + " holds no certificate (expected: PEM, BEGIN CERTIFICATE)");
        return null;
    }

    private static @Nullable PrivateKey key(String path, ConfigFiles files, Problems at) {
        byte[] pem = read("key", path, files, at);
        if (pem == null) {
            return null;
        }
        Matcher found = KEY.matcher(new String(pem, StandardCharsets.ISO_8859_1));
        if (found.find()) {
            for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
                try {
                    byte[] encoded = Base64.getMimeDecoder().decode(found.group(1));
                    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
                } catch (GeneralSecurityException | IllegalArgumentException another) {
                    // It names its algorithm inside; the next one may be it.
                }
            }
        }
        at.add("key", path + " holds no private key (expected: unencrypted PKCS #8 in PEM, BEGIN PRIVATE KEY)");
        return null;
    }

    private static byte @Nullable [] read(String setting, String path, ConfigFiles files, Problems at) {
        try {
            return files.read(path);
        } catch (IOException unreadable) {
            at.add(setting, String.valueOf(unreadable.getMessage()));
            return null;
        }
    }

    private static boolean matches(X509Certificate certificate, PrivateKey key) throws GeneralSecurityException {
        if (!certificate.getPublicKey().getAlgorithm().equals(key.getAlgorithm())) {
            return false;
        }
        Signature signature = Signature.getInstance(
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                });
        signature.initSign(key);
        signature.update(SAMPLE);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(SAMPLE);
        return signature.verify(signed);
    }
}
