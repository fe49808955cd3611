package dev.trestle.demo.service;

import dev.trestle.demo.Item;
import dev.trestle.demo.Kinds;
import dev.trestle.demo.Level;
import dev.trestle.demo.Node;
import dev.trestle.demo.SampleService;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Echoes, and the few calls that misbehave on purpose. */
public final class DemoSamples implements SampleService {
    private final Attachments attachments;

    public DemoSamples(Attachments attachments) {
        this.attachments = attachments;
    }

    @Override
    public String describe(int value) {
        return "describe(int) " + value;
    }

    @Override
    public String describe(long value) {
        return "describe(long) " + value;
    }

    @Override
    public String describe(String value) {
        return "describe(String) " + value;
    }

    @Override
    public String describe(int number, @Nullable String text) {
        return "describe(int,String) " + number + " " + text;
    }

    @Override
    public String describe(List<String> values) {
        return "describe(List) " + values;
    }

    @Override
    public String hello() {
        return "hello";
    }

    @Override
    public void nothing() {
        // void
    }

    @Override
    public @Nullable String absent() {
        return null;
    }

    @Override
    public BigDecimal decimal(BigDecimal value) {
        return value;
    }

    @Override
    public BigInteger bigInteger(BigInteger value) {
        return value;
    }

    @Override
    public Date date(Date value) {
        return value;
    }

    @Override
    public LocalDate localDate(LocalDate value) {
        return value;
    }

    @Override
    public LocalDateTime localDateTime(LocalDateTime value) {
        return value;
    }

    @Override
    public Instant instant(Instant value) {
        return value;
    }

    @Override
    public Level level(Level value) {
        return value;
    }

    @Override
    public byte[] bytes(byte[] value) {
        return value;
    }

    @Override
    public Map<String, Long> map(Map<String, Long> value) {
        return value;
    }

    @Override
    public Map<Long, Item> itemsByNumber(Map<Long, Item> value) {
        return value;
    }

    @Override
    public Set<String> set(Set<String> value) {
        return value;
    }

    @Override
    public int[] ints(int[] value) {
        return value;
    }

    @Override
    public String[] strings(String[] value) {
        return value;
    }

    @Override
    public Item[] items(Item[] value) {
        return value;
    }

    @Override
    public List<List<Integer>> nested(List<List<Integer>> value) {
        return value;
    }

    @Override
    public boolean flag(boolean value) {
        return value;
    }

    @Override
    public byte octet(byte value) {
        return value;
    }

    @Override
    public short small(short value) {
        return value;
    }

    @Override
    public char letter(char value) {
        return value;
    }

    @Override
    public float single(float value) {
        return value;
    }

    @Override
    public double ratio(double value) {
        return value;
    }

    @Override
    public @Nullable Integer boxedInt(@Nullable Integer value) {
        return value;
    }

    @Override
    public @Nullable Long boxedLong(@Nullable Long value) {
        return value;
    }

    @Override
    public @Nullable Boolean boxedBoolean(@Nullable Boolean value) {
        return value;
    }

    @Override
    public Kinds kinds(Kinds value) {
        return value;
    }

    @Override
    public @Nullable Object object(@Nullable Object value) {
        return value;
    }

    @Override
    public @Nullable String classOf(@Nullable Object value) {
        return value == null ? null : value.getClass().getName();
    }

    @Override
    public Node ring() {
        Node first = new Node();
        Node second = new Node();
        Node third = new Node();
        link(first, "first", second, first);
        link(second, "second", third, first);
        link(third, "third", first, first);
        return first;
    }

    @Override
    public String sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return "slept " + millis;
    }

    @Override
    public void fail(String message) {
        throw new IllegalStateException(message);
    }

    @Override
    public byte[] blob(int length) {
        byte[] blob = new byte[length];
        for (int i = 0; i < length; i++) {
            blob[i] = (byte) i;
        }
        return blob;
    }

    @Override
    public @Nullable String attachment(String name) {
        String value = attachments.received(name);
        attachments.answer("seen-" + name, String.valueOf(value));
        return value;
    }

    private static void link(Node node, String name, Node next, Node parent) {
        node.setName(name);
        node.setNext(next);
        node.setParent(parent);
    }
}
