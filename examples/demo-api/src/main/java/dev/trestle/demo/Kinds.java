package dev.trestle.demo;

import java.io.Serializable;
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

/** One field of every kind. There is no primitive float: hessian-lite 4.0.4 writes eight bytes into it and destroys its neighbour. */
public final class Kinds implements Serializable {
    private static final long serialVersionUID = 1L;

    private boolean flag;
    private byte octet;
    private short small;
    private int number;
    private long big;
    private double ratio;
    private char letter;
    private @Nullable Boolean boxedFlag;
    private @Nullable Integer boxedNumber;
    private @Nullable Long boxedBig;
    private @Nullable Double boxedRatio;
    private @Nullable String text;
    private @Nullable BigDecimal decimal;
    private @Nullable BigInteger integer;
    private @Nullable Date date;
    private @Nullable LocalDate day;
    private @Nullable LocalDateTime moment;
    private @Nullable Instant instant;
    private @Nullable Level level;
    private @Nullable List<Long> longs;
    private @Nullable Set<String> names;
    private @Nullable Map<String, Item> items;
    private @Nullable List<Map<String, Integer>> nested;
    private @Nullable Address address;

    public boolean isFlag() {
        return flag;
    }

    public void setFlag(boolean flag) {
        this.flag = flag;
    }

    public byte getOctet() {
        return octet;
    }

    public void setOctet(byte octet) {
        this.octet = octet;
    }

    public short getSmall() {
        return small;
    }

    public void setSmall(short small) {
        this.small = small;
    }

    public int getNumber() {
        return number;
    }

    public void setNumber(int number) {
        this.number = number;
    }

    public long getBig() {
        return big;
    }

    public void setBig(long big) {
        this.big = big;
    }

    public double getRatio() {
        return ratio;
    }

    public void setRatio(double ratio) {
        this.ratio = ratio;
    }

    public char getLetter() {
        return letter;
    }

    public void setLetter(char letter) {
        this.letter = letter;
    }

    public @Nullable Boolean getBoxedFlag() {
        return boxedFlag;
    }

    public void setBoxedFlag(@Nullable Boolean boxedFlag) {
        this.boxedFlag = boxedFlag;
    }

    public @Nullable Integer getBoxedNumber() {
        return boxedNumber;
    }

    public void setBoxedNumber(@Nullable Integer boxedNumber) {
        this.boxedNumber = boxedNumber;
    }

    public @Nullable Long getBoxedBig() {
        return boxedBig;
    }

    public void setBoxedBig(@Nullable Long boxedBig) {
        this.boxedBig = boxedBig;
    }

    public @Nullable Double getBoxedRatio() {
        return boxedRatio;
    }

    public void setBoxedRatio(@Nullable Double boxedRatio) {
        this.boxedRatio = boxedRatio;
    }

    public @Nullable String getText() {
        return text;
    }

    public void setText(@Nullable String text) {
        this.text = text;
    }

    public @Nullable BigDecimal getDecimal() {
        return decimal;
    }

    public void setDecimal(@Nullable BigDecimal decimal) {
        this.decimal = decimal;
    }

    public @Nullable BigInteger getInteger() {
        return integer;
    }

    public void setInteger(@Nullable BigInteger integer) {
        this.integer = integer;
    }

    public @Nullable Date getDate() {
        return date;
    }

    public void setDate(@Nullable Date date) {
        this.date = date;
    }

    public @Nullable LocalDate getDay() {
        return day;
    }

    public void setDay(@Nullable LocalDate day) {
        this.day = day;
    }

    public @Nullable LocalDateTime getMoment() {
        return moment;
    }

    public void setMoment(@Nullable LocalDateTime moment) {
        this.moment = moment;
    }

    public @Nullable Instant getInstant() {
        return instant;
    }

    public void setInstant(@Nullable Instant instant) {
        this.instant = instant;
    }

    public @Nullable Level getLevel() {
        return level;
    }

    public void setLevel(@Nullable Level level) {
        this.level = level;
    }

    public @Nullable List<Long> getLongs() {
        return longs;
    }

    public void setLongs(@Nullable List<Long> longs) {
        this.longs = longs;
    }

    public @Nullable Set<String> getNames() {
        return names;
    }

    public void setNames(@Nullable Set<String> names) {
        this.names = names;
    }

    public @Nullable Map<String, Item> getItems() {
        return items;
    }

    public void setItems(@Nullable Map<String, Item> items) {
        this.items = items;
    }

    public @Nullable List<Map<String, Integer>> getNested() {
        return nested;
    }

    public void setNested(@Nullable List<Map<String, Integer>> nested) {
        this.nested = nested;
    }

    public @Nullable Address getAddress() {
        return address;
    }

    public void setAddress(@Nullable Address address) {
        this.address = address;
    }
}
