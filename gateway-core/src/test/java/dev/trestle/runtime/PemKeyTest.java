package dev.trestle.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys in the three forms that tools write, and what only looks like one. */
class PemKeyTest {
    /** Written by OpenSSL's ecparam, which puts the curve before the key. */
    private static final String P256 = """
            -----BEGIN EC PARAMETERS-----
            BggqhkjOPQMBBw==
            -----END EC PARAMETERS-----
            -----BEGIN EC PRIVATE KEY-----
            MHcCAQEEIILDKqQ3UXNfny8pPtNSm1kt3ciOti87U4xPlxHrKFzjoAoGCCqGSM49
            AwEHoUQDQgAEF91IbwzmN9/RODiLWcmJ+N19vZwUDKIDjZL+jN5YeXYgj4iBN9yX
            DPdy4t+oZLioHz4/uvsXNe9WfMdOEG89mw==
            -----END EC PRIVATE KEY-----
            """;

    /** Its length takes a byte more. */
    private static final String P384 = """
            -----BEGIN EC PRIVATE KEY-----
            MIGkAgEBBDCcVLr2wLQjbRI8qXy9HzQmIUWqKxqii0QmcwvD31rr5i4mKxMQCl0j
            PYAWLMOZJsSgBwYFK4EEACKhZANiAATVWHg8vm0GP29/b5EaDGV/ioNrq1StVK/A
            Y7CuhjVCTZ/2dmeQREHmS7sd2RLVY8Co2FHpKR05vgTyTxgkrwSLPto4KgM+H6no
            abCb1aedkmo4CqgSG8e2FtMGCp2FrVI=
            -----END EC PRIVATE KEY-----
            """;

    @ParameterizedTest
    @CsvSource({"RSA, 2048", "EC, 256", "EC, 521", "Ed25519, 255"})
    void key_isRead_whenItIsPkcs8(String algorithm, int bits) throws GeneralSecurityException {
        PrivateKey key = generated(algorithm, bits);

        assertThat(PemKey.in(pem("PRIVATE KEY", key.getEncoded()))).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, 2048, 4096})
    void key_isRead_whenItIsInRsasOwnForm(int bits) throws GeneralSecurityException {
        PrivateKey key = generated("RSA", bits);
        byte[] envelope = key.getEncoded();
        byte[] inner = Arrays.copyOfRange(envelope, 26, envelope.length);

        assertThat(PemKey.in(pem("RSA PRIVATE KEY", inner))).isEqualTo(key);
    }

    @Test
    void key_isRead_whenItIsInTheFormOfCurves() {
        assertThat(PemKey.in(P256))
                .isInstanceOfSatisfying(
                        ECPrivateKey.class,
                        key -> assertThat(key.getS())
                                .isEqualTo(new BigInteger(
                                        "82c32aa43751735f9f2f293ed3529b592dddc88eb62f3b538c4f9711eb285ce3", 16)));
        assertThat(PemKey.in(P384))
                .isInstanceOfSatisfying(
                        ECPrivateKey.class,
                        key -> assertThat(key.getParams().getCurve().getField().getFieldSize())
                                .isEqualTo(384));
    }

    @Test
    void key_isTheFirstThatCanBeRead() {
        String broken = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";

        assertThat(PemKey.in(broken + P384 + P256)).isEqualTo(PemKey.in(P384));
    }

    /** A length that would end behind all there is, and one that would begin anew at the smallest. */
    @ParameterizedTest
    @ValueSource(
            strings = {"301002010104847fffffffa0050603", "30100201010484ffffffffa0050603", "3010020101048400000100a0"})
    void key_isNone_whenALengthIsWrong(String der) {
        assertThat(PemKey.in(pem("EC PRIVATE KEY", HexFormat.of().parseHex(der))))
                .isNull();
    }

    @Test
    void key_isNone_whateverBytesItHas() {
        Random random = new Random(7);
        byte[] good =
                Base64.getMimeDecoder().decode(P384.lines().skip(1).limit(4).reduce("", String::concat));
        for (int i = 0; i < 20_000; i++) {
            byte[] bad = Arrays.copyOf(good, 1 + random.nextInt(good.length));
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                bad[random.nextInt(Math.min(bad.length, 72))] = (byte) random.nextInt();
            }
            String kind = i % 2 == 0 ? "EC PRIVATE KEY" : "RSA PRIVATE KEY";
            PrivateKey key = PemKey.in(pem(kind, bad));
            // Another secret is a key too; nothing else is.
            assertThat(key == null || key.getAlgorithm().equals("EC")).isTrue();
        }
    }

    private static PrivateKey generated(String algorithm, int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair().getPrivate();
    }

    private static String pem(String kind, byte[] encoded) {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(encoded);
        return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
    }
}
