package dev.trestle.runtime;

import dev.trestle.bridge.ConfigFiles;
import dev.trestle.bridge.settings.Problems;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/** Certificates and keys from PEM files (RFC 7468), checked against each other. Slow side; not thread safe. */
public final class PemFiles {
    private static final byte[] SAMPLE = "trestle".getBytes(StandardCharsets.US_ASCII);

    private final ConfigFiles files;
    private final Problems problems;

    /** Reads {@code files}; what is wrong with them is told to {@code problems}. */
    public PemFiles(ConfigFiles files, Problems problems) {
        this.files = files;
        this.problems = problems;
    }

    /** What a server shows itself with, read from the files of the settings of these names; null after every problem was reported. */
    public @Nullable SslContextBuilder server(String certificate, String key) {
        X509Certificate[] chain = certificates("certificate", certificate);
        PrivateKey found = key(key);
        if (chain == null || found == null) {
            return null;
        }
        try {
            if (matches(chain[0], found)) {
                return SslContextBuilder.forServer(found, chain);
            }
            problems.add("key", key + " is not the key of " + certificate + " (expected: its key)");
        } catch (GeneralSecurityException unusable) {
            problems.add("", certificate + " with " + key + " cannot be used: " + unusable.getMessage());
        }
        return null;
    }

    /** All certificates of the file at {@code path}, in order, at least one; null after the problem was reported. */
    public X509Certificate @Nullable [] certificates(String setting, String path) {
        byte[] pem = read(setting, path);
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
        problems.add(setting, path + " holds no certificate (expected: PEM, BEGIN CERTIFICATE)");
        return null;
    }

    private @Nullable PrivateKey key(String path) {
        byte[] pem = read("key", path);
        if (pem == null) {
            return null;
        }
        PrivateKey key = PemKey.in(new String(pem, StandardCharsets.ISO_8859_1));
        if (key == null) {
            problems.add(
                    "key",
                    path + " holds no private key (expected: unencrypted PEM, BEGIN PRIVATE KEY, RSA PRIVATE KEY or EC"
                            + " PRIVATE KEY)");
        }
        return key;
    }

    private byte @Nullable [] read(String setting, String path) {
        try {
            return files.read(path);
        } catch (IOException unreadable) {
            problems.add(setting, String.valueOf(unreadable.getMessage()));
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
