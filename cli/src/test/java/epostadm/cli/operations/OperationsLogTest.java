package epostadm.cli.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import epostadm.server.config.OperationsConfig.Detail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class OperationsLogTest {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final Logger LOG = LoggerFactory.getLogger("epostadm.test");

    @TempDir
    private Path directory;

    private final StringBuffer err = new StringBuffer();

    private List<String> said() {
        return err.toString().lines().toList();
    }

    @Test
    void saysTimeLevelAndWho() throws IOException {
        try (OperationsLog _ = OperationsLog.open(new OperationsLog.Target.Stream(err::append, TOKYO), Detail.INFO)) {
            LOG.info("listening at {}", 2525);
            LOG.debug("not this");
        }
        assertThat(said())
                .singleElement()
                .asString()
                .matches(
                        "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\+09:00 INFO epostadm.test: listening at 2525");
    }

    @Test
    void everyLineForTheJournalHasItsPriority() throws IOException {
        try (OperationsLog _ = OperationsLog.open(new OperationsLog.Target.Journal(err::append), Detail.DEBUG)) {
            LOG.error("a fault", new IllegalStateException("broken\n<6>epostadm.test: all is well"));
            LOG.warn("w");
            LOG.info("i");
            LOG.debug("d");
        }
        assertThat(said().getFirst()).isEqualTo("<3>epostadm.test: a fault");
        assertThat(said().get(1)).isEqualTo("<3>    java.lang.IllegalStateException: broken");
        assertThat(said().get(2)).isEqualTo("<3>    <6>epostadm.test: all is well");
        assertThat(said().get(3)).startsWith("<3>    at ");
        assertThat(said()).endsWith("<4>epostadm.test: w", "<6>epostadm.test: i", "<7>epostadm.test: d");
    }

    @Test
    void noPeerMakesUpALine() throws IOException {
        try (OperationsLog _ = OperationsLog.open(new OperationsLog.Target.Journal(err::append), Detail.INFO)) {
            LOG.info("hello {}", "x\r\n<3>epostadm.test: fire \u001b[31m\u2028");
        }
        assertThat(said())
                .containsExactly("<6>epostadm.test: hello x\\x0D\\x0A<3>epostadm.test: fire \\x1B[31m\\u2028");
    }

    @Test
    void appendsToAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("server.log"), "before\n");
        OperationsLog.Target target = new OperationsLog.Target.DailyFile(file, 3, TOKYO);
        try (OperationsLog _ = OperationsLog.open(target, Detail.WARN)) {
            LOG.warn("w");
            LOG.info("i");
        }
        assertThat(Files.readAllLines(file)).hasSize(2).last().asString().endsWith(" WARN epostadm.test: w");
    }

    @Test
    void refusesANameThatLogbackWouldTakeForAPattern() {
        OperationsLog.Target target = new OperationsLog.Target.DailyFile(directory.resolve("%d.log"), 3, TOKYO);
        assertThatThrownBy(() -> OperationsLog.open(target, Detail.INFO)).hasMessageContaining("%d.log");
    }

    @Test
    void saysAtOnceThatAFileCannotBeWritten() {
        OperationsLog.Target target = new OperationsLog.Target.DailyFile(directory, 3, TOKYO);
        assertThatThrownBy(() -> OperationsLog.open(target, Detail.INFO)).isInstanceOf(IOException.class);
    }

    @Test
    void isQuietBeforeItIsOpenAndAfterwards() throws IOException {
        LOG.error("to nobody");
        OperationsLog.open(new OperationsLog.Target.Stream(err::append, TOKYO), Detail.INFO)
                .close();
        LOG.error("to nobody");
        assertThat(said()).isEmpty();
    }

    @Test
    void theJournalIsRecognisedByItsOwnStreamOnly() {
        assertThat(OperationsLog.journalReads(Map.of())).isFalse();
        assertThat(OperationsLog.journalReads(Map.of("JOURNAL_STREAM", "1:2"))).isFalse();
    }
}
