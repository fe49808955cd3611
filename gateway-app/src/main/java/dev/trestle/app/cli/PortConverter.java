package dev.trestle.app.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A port as an option: 0 stands for any free one. */
final class PortConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
        if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= 65535) {
            return Integer.valueOf(text);
        }
        throw new TypeConversionException(text + " (expected: 0..65535)");
    }
}
