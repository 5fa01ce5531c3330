package epostadm.cli.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Shares as people type them: `90%`, `99.5`; as a fraction of 1.
final class PercentConverter implements ITypeConverter<Double> {

    @Override
    public Double convert(String typed) {
        String number = typed.endsWith("%") ? typed.substring(0, typed.length() - 1) : typed;
        if (!number.matches("[0-9]{1,3}(\\.[0-9]{1,6})?") || Double.parseDouble(number) > 100) {
            throw new TypeConversionException("0% ... 100%");
        }
        return Double.parseDouble(number) / 100;
    }
}
