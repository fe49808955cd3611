package dev.trestle.demo;

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

/** One method for each thing a codec can get wrong. Unless said otherwise a method returns its argument. */
public interface SampleService {
    /** Overloads answer the parameter types they were chosen by: {@code describe(long)}. */
    String describe(int value);

    String describe(long value);

    String describe(String value);

    String describe(int number, @Nullable String text);

    String describe(List<String> values);

    String hello();

    void nothing();

    @Nullable
    String absent();

    BigDecimal decimal(BigDecimal value);

    BigInteger bigInteger(BigInteger value);

    Date date(Date value);

    LocalDate localDate(LocalDate value);

    LocalDateTime localDateTime(LocalDateTime value);

    Instant instant(Instant value);

    Level level(Level value);

    byte[] bytes(byte[] value);

    Map<String, Long> map(Map<String, Long> value);

    Map<Long, Item> itemsByNumber(Map<Long, Item> value);

    Set<String> set(Set<String> value);

    int[] ints(int[] value);

    String[] strings(String[] value);

    Item[] items(Item[] value);

    List<List<Integer>> nested(List<List<Integer>> value);

    boolean flag(boolean value);

    byte octet(byte value);

    short small(short value);

    char letter(char value);

    float single(float value);

    double ratio(double value);

    @Nullable
    Integer boxedInt(@Nullable Integer value);

    @Nullable
    Long boxedLong(@Nullable Long value);

    @Nullable
    Boolean boxedBoolean(@Nullable Boolean value);

    Kinds kinds(Kinds value);

    @Nullable
    Object object(@Nullable Object value);

    /** The name of the class the argument arrived as, or {@code null}. */
    @Nullable
    String classOf(@Nullable Object value);

    /** Three nodes in a ring, each pointing at the first as its parent. */
    Node ring();

    /** Answers after this many milliseconds. */
    String sleep(long millis);

    /** Throws an {@link IllegalStateException} nobody declared. */
    void fail(String message);

    /** This many bytes, each the low eight bits of its index. */
    byte[] blob(int length);

    /** A request attachment as the provider saw it. */
    @Nullable
    String attachment(String name);
}
