package epostadm.cli.operations;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import epostadm.mailstore.log.LogText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// An event as lines: the first begins with the time, those of a stack are indented. Control characters in texts
/// are escaped, so that no peer can make up a line.
///
/// For the journal of systemd each line begins with its priority instead (sd-daemon(3)): the journal knows the
/// time.
final class LineForm extends EncoderBase<ILoggingEvent> {

    private final Optional<DateTimeFormatter> time;

    private LineForm(Optional<DateTimeFormatter> time) {
        this.time = time;
    }

    static LineForm forJournal() {
        return new LineForm(Optional.empty());
    }

    static LineForm withTime(ZoneId zone) {
        return new LineForm(Optional.of(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT)
                .withZone(zone)));
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return text(event).getBytes(StandardCharsets.UTF_8);
    }

    String text(ILoggingEvent event) {
        StringBuilder text = new StringBuilder();
        String before = time.isEmpty() ? "<" + priority(event.getLevel()) + ">" : "";
        text.append(before);
        time.ifPresent(form -> {
            form.formatTo(Instant.ofEpochMilli(event.getTimeStamp()), text);
            text.append(' ').append(event.getLevel()).append(' ');
        });
        text.append(event.getLoggerName())
                .append(": ")
                .append(LogText.write(event.getFormattedMessage()))
                .append('\n');
        if (event.getThrowableProxy() != null) {
            ThrowableProxyUtil.asString(event.getThrowableProxy())
                    .lines()
                    .forEach(line -> text.append(before)
                            .append("    ")
                            .append(LogText.write(line.strip()))
                            .append('\n'));
        }
        return text.toString();
    }

    private static int priority(Level level) {
        return switch (level.toInt()) {
            case Level.ERROR_INT -> 3;
            case Level.WARN_INT -> 4;
            case Level.INFO_INT -> 6;
            default -> 7;
        };
    }

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }
}
