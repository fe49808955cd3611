package dev.trestle.bridge.scaffold;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which services somebody asked for: full names, names without what stands before the last dot, {@code *} for any part of either.
 *
 * @param wanted as written; empty where it is the reader's choice
 */
public record ServiceNames(List<String> wanted) {
    /** The reader's choice. */
    public static final ServiceNames ANY = new ServiceNames(List.of());

    /** Copies. */
    public ServiceNames {
        wanted = List.copyOf(wanted);
    }

    /** Whether nothing was asked for. */
    public boolean isEmpty() {
        return wanted.isEmpty();
    }

    /** Whether {@code service}, a full name, is among what was asked for. */
    public boolean includes(String service) {
        return wanted.stream().anyMatch(each -> matches(each, service));
    }

    /** What was asked for and is not among {@code services}. */
    public List<String> missing(Collection<String> services) {
        return wanted.stream()
                .filter(each -> services.stream().noneMatch(service -> matches(each, service)))
                .toList();
    }

    private static boolean matches(String written, String service) {
        String regex =
                Arrays.stream(written.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        String simple = service.substring(service.lastIndexOf('.') + 1);
        return service.matches(regex) || simple.matches(regex);
    }
}
