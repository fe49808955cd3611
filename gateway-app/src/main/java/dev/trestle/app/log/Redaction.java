package dev.trestle.app.log;

import dev.trestle.bridge.settings.Secrets;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of an exchange is shown to nobody: the values of headers, JSON members and parameters whose names say that they are secret, and
 * the same bytes wherever else they turn up, such as in a frame. One per exchange; not thread safe.
 */
public final class Redaction {
    private static final String SENSITIVE = "auth|cookie|secret|token|password|passwd|api-?_?key|credential|session";
    private static final Pattern NAME = Pattern.compile(SENSITIVE, Pattern.CASE_INSENSITIVE);
    private static final Pattern PARAMETER =
            Pattern.compile("[?&][^=&]{0,60}(?:" + SENSITIVE + ")[^=&]{0,60}=([^&]*)", Pattern.CASE_INSENSITIVE);

    /** Shorter values would be found everywhere by chance: of those, only headers and arguments are masked, under their names. */
    private static final int SHORTEST_BYTES = 4;

    private static final int MOST_SECRETS = 200;

    /** What stands in the place of a value. */
    public static final String MASK = "***";

    private final Set<String> secrets = new LinkedHashSet<>();

    /** Nothing is known yet. */
    public Redaction() {}

    /** Whether what stands under this name is shown to nobody. */
    public static boolean isSensitive(String name) {
        return NAME.matcher(name).find();
    }

    /** A value, which is to be found again elsewhere if its name says that it is secret. */
    public void learn(String name, String value) {
        if (isSensitive(name)) {
            remember(value);
            // Schemes of Authorization: what is passed on may be the credentials alone.
            remember(value.substring(value.indexOf(' ') + 1));
        }
    }

    /** The members of a JSON text, as far as it is one. */
    public void learnJson(byte[] text) {
        new JsonSecrets(new String(text, StandardCharsets.UTF_8), this::remember).find();
    }

    /** The secret values of a configuration: a constant of it may be in every frame. */
    public void learn(Secrets configuration) {
        configuration.values().forEach(this::remember);
    }

    /** The parameters of a request's target. */
    public void learnTarget(String target) {
        Matcher matcher = PARAMETER.matcher(target);
        while (matcher.find()) {
            remember(matcher.group(1));
            try {
                remember(URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8));
            } catch (IllegalArgumentException malformed) {
                // Nobody can have read it.
            }
        }
    }

    /** A request's target without the values of such parameters. */
    public static String target(String target) {
        if (target.indexOf('?') < 0) {
            return target;
        }
        return PARAMETER.matcher(target).replaceAll(found -> {
            String all = found.group();
            return Matcher.quoteReplacement(
                    all.substring(0, all.length() - found.group(1).length()) + MASK);
        });
    }

    private void remember(String value) {
        if (value.length() >= SHORTEST_BYTES && secrets.size() < MOST_SECRETS) {
            secrets.add(value);
        }
    }

    /** The same bytes with a {@code *} for each byte of a secret; lengths stay, so that a frame can still be read. */
    public byte[] mask(byte[] bytes) {
        byte[] masked = bytes.clone();
        secrets.stream()
                .map(secret -> secret.getBytes(StandardCharsets.UTF_8))
                .sorted(Comparator.comparingInt((byte[] each) -> each.length).reversed())
                .forEach(secret -> mask(masked, secret));
        return masked;
    }

    private static void mask(byte[] bytes, byte[] secret) {
        for (int at = 0; at + secret.length <= bytes.length; at++) {
            if (bytes[at] == secret[0] && Arrays.equals(bytes, at, at + secret.length, secret, 0, secret.length)) {
                Arrays.fill(bytes, at, at + secret.length, (byte) '*');
            }
        }
    }

    /** A body as text, masked. */
    public String text(byte[] body) {
        return new String(mask(body), StandardCharsets.UTF_8);
    }

    /** The same text, masked. */
    public String mask(String text) {
        return new String(mask(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    /** What is shown of a value under this name. */
    public String mask(String name, String value) {
        return isSensitive(name) ? MASK : mask(value);
    }
}
