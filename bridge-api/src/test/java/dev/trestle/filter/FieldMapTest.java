package dev.trestle.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FieldMapTest {
    /** The last one is longer in lower case. */
    private static final String[] NAMES = {":path", "host", "Host", "x-one", "X-One", "accept", "x-two", "\u0130A"};

    private final FieldMap map = new FieldMap();
    private final List<Map.Entry<String, String>> expected = new ArrayList<>();

    /** Against a list, which has no fast ways. */
    @Test
    void fields_areThoseOfAPlainList_whateverIsDoneToThem() {
        Random random = new Random(11);
        for (int step = 0; step < 20_000; step++) {
            change(random, NAMES[random.nextInt(NAMES.length)], "v" + step);
            assertThat(fields()).isEqualTo(expected);
            assertThat(map.bytes())
                    .isEqualTo(expected.stream()
                            .mapToLong(each ->
                                    each.getKey().length() + each.getValue().length())
                            .sum());
        }
    }

    @Test
    void snapshotAndMap_keepTheirFields_whateverIsDoneToTheOther() {
        Random random = new Random(12);
        for (int round = 0; round < 2_000; round++) {
            change(random, NAMES[random.nextInt(NAMES.length)], "v" + round);
            FieldMap snapshot = map.snapshot();
            List<Map.Entry<String, String>> then = fields();
            change(random, NAMES[random.nextInt(NAMES.length)], "w" + round);
            assertThat(fields(snapshot)).isEqualTo(then);
            snapshot.replace("host", "other");
            snapshot.remove("x-one");
            snapshot.add("x-two", "other");
            assertThat(fields()).isEqualTo(expected);
        }
    }

    private void change(Random random, String name, String value) {
        String lower = name.toLowerCase(Locale.ROOT);
        switch (random.nextInt(20)) {
            case 0 -> {
                map.clear();
                expected.clear();
            }
            case 1, 2, 3 -> {
                map.remove(name);
                expected.removeIf(each -> each.getKey().equals(lower));
            }
            case 4, 5, 6 -> {
                map.replace(name, value);
                replace(lower, value);
            }
            default -> {
                map.add(name, value);
                expected.add(Map.entry(lower, value));
            }
        }
        assertThat(map.get(name)).isEqualTo(values(lower).stream().findFirst().orElse(null));
    }

    private void replace(String lower, String value) {
        int first = IntStream.range(0, expected.size())
                .filter(i -> expected.get(i).getKey().equals(lower))
                .findFirst()
                .orElse(expected.size());
        expected.removeIf(each -> each.getKey().equals(lower));
        expected.add(first, Map.entry(lower, value));
    }

    private List<String> values(String lower) {
        return expected.stream()
                .filter(each -> each.getKey().equals(lower))
                .map(Map.Entry::getValue)
                .toList();
    }

    private List<Map.Entry<String, String>> fields() {
        return fields(map);
    }

    private static List<Map.Entry<String, String>> fields(FieldMap of) {
        return IntStream.range(0, of.size())
                .mapToObj(i -> Map.entry(of.name(i), of.value(i)))
                .toList();
    }

    @Test
    void field_isNone_beyondTheLast() {
        map.add("a", "1");
        assertThatThrownBy(() -> map.name(1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> map.value(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
