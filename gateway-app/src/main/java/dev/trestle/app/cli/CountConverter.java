package dev.trestle.app.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of things as an option: at least one. */
final class CountConverter implements ITypeConverter<Integer> {
    private static final int MOST = 10_000_000;

    @Override
    public Integer convert(String text) {
        int count = text.matches("\\d{1,8}") ? Integer.parseInt(text) : 0;
        if (count >= 1 && count <= MOST) {
            return count;
        }
        throw new TypeConversionException(text + " (expected: 1.." + MOST + ")");
    }
}
