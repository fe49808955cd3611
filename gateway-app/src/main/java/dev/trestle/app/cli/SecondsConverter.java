package dev.trestle.app.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time as an option, in whole seconds: up to a day. */
final class SecondsConverter implements ITypeConverter<Integer> {
    private static final int DAY_SECONDS = 86_400;

    @Override
    public Integer convert(String text) {
        if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= DAY_SECONDS) {
            return Integer.valueOf(text);
        }
        throw new TypeConversionException(text + " (expected: 0.." + DAY_SECONDS + ")");
    }
}
