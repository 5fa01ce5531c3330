package epostadm.cli.command;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Ages as people type them: `90d`, `12w`, `36h`, or days without a unit.
final class AgeConverter implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String typed) {
        String number = typed.replaceFirst("[dwh]$", "");
        if (!number.matches("[0-9]{1,5}")) {
            throw new TypeConversionException("90d, 12w, 36h");
        }
        long count = Long.parseLong(number);
        return switch (typed.charAt(typed.length() - 1)) {
            case 'w' -> Duration.ofDays(7 * count);
            case 'h' -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }
}
