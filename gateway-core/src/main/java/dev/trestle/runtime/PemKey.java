package dev.trestle.runtime;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A private key in PEM: PKCS #8 (RFC 5958), or one of the two older forms that tools still write, RSA's own (PKCS #1, RFC 8017 appendix
 * A.1.2) and elliptic curves' (RFC 5915). The JDK reads the first only: the others are put into its envelope.
 */
final class PemKey {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN (|RSA |EC )PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END \\1PRIVATE KEY-----");

    /** The algorithm identifiers, in DER: rsaEncryption with its null; id-ecPublicKey, which a curve follows. */
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

    private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");
    private static final byte[] VERSION_0 = {2, 1, 0};

    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 4;
    private static final int PARAMETERS = 0xa0;
    private static final int SHORT_FORM = 0x80;

    private PemKey() {}

    /** The first key of a text; null if there is none that can be read. */
    static @Nullable PrivateKey in(String pem) {
        Matcher found = BLOCK.matcher(pem);
        while (found.find()) {
            PrivateKey key = key(found.group(1), found.group(2));
            if (key != null) {
                return key;
            }
        }
        return null;
    }

    private static @Nullable PrivateKey key(String kind, String base64) {
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(base64);
            return switch (kind) {
                case "RSA " -> key("RSA", envelope(RSA, encoded));
                case "EC " -> key("EC", envelope(sequence(EC, curve(encoded)), encoded));
                default -> anyOf(encoded);
            };
        } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
            return null;
        }
    }

    /** It names its algorithm inside. */
    private static @Nullable PrivateKey anyOf(byte[] encoded) {
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            PrivateKey key = key(algorithm, encoded);
            if (key != null) {
                return key;
            }
        }
        return null;
    }

    private static @Nullable PrivateKey key(String algorithm, byte[] encoded) {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException another) {
            return null;
        }
    }

    private static byte[] envelope(byte[] algorithm, byte[] key) {
        return sequence(VERSION_0, algorithm, tagged(OCTETS, key));
    }

    /** The third of a sequence of version, secret and curve. */
    private static byte[] curve(byte[] key) {
        int secret = end(key, content(key, 0));
        int parameters = end(key, secret);
        int end = end(key, parameters);
        if ((key[parameters] & 0xff) != PARAMETERS) {
            throw new IllegalArgumentException("no curve");
        }
        return Arrays.copyOfRange(key, content(key, parameters), end);
    }

    private static int content(byte[] der, int at) {
        return at + 2 + ((der[at + 1] & SHORT_FORM) == 0 ? 0 : der[at + 1] & 0x7f);
    }

    private static int end(byte[] der, int at) {
        int start = content(der, at);
        int length = der[at + 1] & 0xff;
        if (start > at + 2) {
            length = 0;
            for (int i = at + 2; i < start; i++) {
                length = length << Byte.SIZE | der[i] & 0xff;
            }
        }
        if (length < 0 || length > der.length - start) {
            throw new IllegalArgumentException("cut off");
        }
        return start + length;
    }

    private static byte[] sequence(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return tagged(SEQUENCE, all.toByteArray());
    }

    private static byte[] tagged(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < SHORT_FORM) {
            out.write(content.length);
        } else {
            byte[] length = BigInteger.valueOf(content.length).toByteArray();
            int sign = length[0] == 0 ? 1 : 0;
            out.write(SHORT_FORM | length.length - sign);
            out.write(length, sign, length.length - sign);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }
}
