package epostadm.cli.command;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Sizes as people type them: `0`, `52428800`, `500M`, `2G`; units of 1024 as the vendor counts.
final class SizeConverter implements ITypeConverter<Long> {

    private static final String UNITS = "KMGT";

    @Override
    public Long convert(String typed) {
        String text = typed.toUpperCase(Locale.ROOT);
        String digits = text.endsWith("B") ? text.substring(0, text.length() - 1) : text;
        int unit = digits.isEmpty() ? -1 : UNITS.indexOf(digits.charAt(digits.length() - 1));
        String number = unit < 0 ? digits : digits.substring(0, digits.length() - 1);
        try {
            long value = Long.parseLong(number);
            if (value >= 0) {
                return Math.multiplyExact(value, 1L << (10 * (unit + 1)));
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw new TypeConversionException("500M, 2G");
        }
        throw new TypeConversionException("500M, 2G");
    }
}
