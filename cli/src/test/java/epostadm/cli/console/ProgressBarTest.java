package epostadm.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.mailstore.task.Progress;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

    private static final long SECOND = 1_000_000_000L;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Texts texts = Texts.messages(Language.EN);

    private Terminal terminal(Set<Terminal.Stream> terminals) {
        return Terminal.attended(
                Map.of(), InputStream.nullInputStream(), OutputStream.nullOutputStream(), err, terminals);
    }

    private String drawn() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void drawsShareRateAndTimeLeft() {
        AtomicLong now = new AtomicLong();
        Terminal terminal = terminal(EnumSet.of(Terminal.Stream.ERR));
        Progress bar = new ProgressBar(terminal, texts, now::get);
        bar.start(Progress.Phase.READING_ACCOUNTS, 4_000);
        bar.step(1);
        assertThat(drawn()).isEmpty();
        now.set(SECOND);
        bar.step(999);
        assertThat(drawn()).isEqualTo("\rReading accounts  25% [#####...............] 1,000 (1,000/s)  0:03 left");
        terminal.line("a remark");
        assertThat(drawn()).endsWith(" \ra remark" + System.lineSeparator());
    }

    @Test
    void countsWhereTheTotalIsUnknown() {
        AtomicLong now = new AtomicLong();
        Progress bar = new ProgressBar(terminal(EnumSet.of(Terminal.Stream.ERR)), texts, now::get);
        bar.start(Progress.Phase.READING_MAIL, 0);
        now.set(2 * SECOND);
        bar.step(500);
        assertThat(drawn()).isEqualTo("\rReading mail  500 (250/s)");
        bar.finish();
        assertThat(drawn()).endsWith("\r" + " ".repeat("Reading mail  500 (250/s)".length()) + "\r");
    }

    @Test
    void saysNothingInAPipeOrWhenQuiet() {
        Progress piped = ProgressBar.on(terminal(Set.of()), texts, false);
        Progress quiet = ProgressBar.on(terminal(EnumSet.allOf(Terminal.Stream.class)), texts, true);
        for (Progress progress : new Progress[] {piped, quiet}) {
            progress.start(Progress.Phase.APPLYING, 1);
            progress.step(1);
            progress.finish();
        }
        assertThat(drawn()).isEmpty();
    }
}
