package epostadm.mailstore.trace;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.mailstore.log.LogName;
import epostadm.mailstore.log.LogPeriod;
import epostadm.mailstore.log.LogShelf;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.task.Progress;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MailTraceTest {

    private static final String ID = "B0000319576";

    private static Trace trace(TestStore store, String query, LogPeriod period) throws IOException {
        LogShelf shelf = LogShelf.find(store.work(), EnumSet.allOf(LogName.class), period);
        return new MailTrace(store.open(), new Trace.Scope(shelf, period, 2, 1), Progress.NONE)
                .find(TraceQuery.parse(query).orElseThrow());
    }

    private static List<Step> steps(Trace trace) {
        return trace.events().stream()
                .filter(event -> !event.detail())
                .map(TraceEvent::step)
                .toList();
    }

    private static String line(String id, int minute, String rest) {
        return "<" + id + "@mail.example.jp> [31/Jan/2016:08:" + minute + ":00] " + rest + "\n";
    }

    @Test
    void joinsTheLogsOnTheIdAndItsBranches() throws IOException {
        try (TestStore store = TestStore.store(Edition.BSD)
                .domain("kaisha.example.jp")
                .account("sato.k")
                .mailbox()
                .arrival(ID)) {
            store.put("inlog/160131.log", line(ID, 10, "192.0.2.1 mx.example a@b.example sato.k@kaisha.example.jp"))
                    .put(
                            "outlocallog/160131.log",
                            line(ID, 11, "sato.k@kaisha.example.jp a@b.example sato.k@kaisha.example.jp [250 ok]"))
                    .put(
                            "senderlog/160131.log",
                            "[31/Jan/2016:08:12:00] " + ID + "-T/mx.c.example > 451 4.3.0 aborted (code=S)\n" + ID
                                    + "-T something that nobody knows\nB0000319577 of another one\n")
                    .put(
                            "faillog/160131.log",
                            ID + "-T@mail.example.jp send fail on [31/Jan/2016:08:59:00] from a@b.example to"
                                    + " x@c.example [550 User Unknown]");
            Trace trace = trace(store, ID, LogPeriod.ALL);
            assertThat(steps(trace))
                    .containsExactly(
                            Step.ACCEPTED, Step.DELIVERED_INSIDE, Step.TRIED, Step.FAILED, Step.OTHER, Step.STORED);
            assertThat(trace.events()).extracting(TraceEvent::meanings).contains(List.of(Meaning.BROKE_SENDING));
            assertThat(trace.unknown()).isEqualTo(1);
            assertThat(trace.troubled()).isTrue();
            assertThat(trace.events().getLast().text()).endsWith("/sato.k/" + ID + ".MSG");
        }
    }

    @Test
    void whatWasDeliveredAndIsNotThereIsSaid() throws IOException {
        try (TestStore store = TestStore.store(Edition.BSD)
                .domain("kaisha.example.jp")
                .account("sato.k")
                .mailbox()) {
            store.put(
                            "outlocallog/160131.log",
                            line(ID, 11, "sato.k@kaisha.example.jp a@b.example sato.k@kaisha.example.jp [250 ok]"))
                    .put(
                            "pop3log/160131.log",
                            "[31/Jan/2016:08:05:00] sato.k from 192.0.2.9 RETR 1\n"
                                    + "[31/Jan/2016:09:00:00] sato.k from 192.0.2.9 RETR 1\n"
                                    + "[31/Jan/2016:09:00:01] sato.k from 192.0.2.9 DELE 1\n"
                                    + "[31/Jan/2016:09:00:02] sato.k from 192.0.2.9 QUIT\n"
                                    + "[31/Jan/2016:09:00:00] sato.kei from 192.0.2.10 RETR 1\n");
            Trace trace = trace(store, ID, LogPeriod.ALL);
            assertThat(steps(trace)).containsExactly(Step.DELIVERED_INSIDE, Step.READ, Step.GONE);
            assertThat(trace.events().get(1).text()).isEqualTo("RETR: 1, DELE: 1");
            assertThat(trace.troubled()).isFalse();
        }
    }

    @Test
    void anAddressFindsItsNewestMailsAndItsRefusals() throws IOException {
        try (TestStore store =
                TestStore.store(Edition.BSD).domain("kaisha.example.jp").account("sato.k")) {
            store.put(
                            "inlog/160131.log",
                            line("B0000000001", 10, "192.0.2.1 h A@b.example x@c.example")
                                    + line("B0000000002", 20, "192.0.2.1 h a@b.example x@c.example")
                                    + line("B0000000003", 30, "192.0.2.1 h a@b.example x@c.example")
                                    + line("B0000000004", 40, "192.0.2.1 h aa@b.example x@c.example"))
                    .put("acceptlog/160131.log", "[31/Jan/2016:08:15:00] 192.0.2.1 550 5.1.1 <a@b.example> unknown.\n");
            Trace trace = trace(store, "a@b.example", LogPeriod.ALL);
            assertThat(trace.events()).extracting(TraceEvent::id).containsExactly("", "B0000000002", "B0000000003");
            assertThat(trace.left()).isEqualTo(1);
            Optional<LocalDateTime> until = Optional.of(LocalDateTime.of(2016, 1, 31, 8, 12));
            assertThat(trace(store, "a@b.example", new LogPeriod(Optional.empty(), until))
                            .events())
                    .extracting(TraceEvent::id)
                    .containsExactly("B0000000001");
        }
    }

    @Test
    void readsAnswersInWindows31J() throws IOException {
        try (TestStore store =
                TestStore.store(Edition.BSD).domain("kaisha.example.jp").account("sato.k")) {
            Path log = Files.createDirectories(store.work().resolve("faillog")).resolve("160131.log");
            String text = ID + "@h send fail on [31/Jan/2016:08:59:00] from a@b.example to x@c.example [550 表示ー]";
            Files.write(log, text.getBytes(Charset.forName("windows-31j")));
            assertThat(trace(store, ID, LogPeriod.ALL).events())
                    .extracting(TraceEvent::text)
                    .containsExactly("550 表示ー");
        }
    }

    @Test
    void findsItInTheQueueWithWhatIsKnownOfTheDomain() throws IOException {
        try (TestStore store =
                TestStore.store(Edition.BSD).domain("kaisha.example.jp").account("sato.k")) {
            store.put("domains/c.example/" + ID + "-T.RCP", "x")
                    .put("domains/c.example/Domain.mri", "Last-tried: 5\nTry-number: 3\nErr-code: 10060\n")
                    .put("dead/B0000319577.MSG", "x");
            Trace trace = trace(store, ID, LogPeriod.ALL);
            assertThat(steps(trace)).containsExactly(Step.WAITING);
            assertThat(trace.events().getFirst().meanings()).containsExactly(Meaning.CONNECTION_TIMED_OUT);
            assertThat(steps(trace(store, "B0000319577", LogPeriod.ALL))).containsExactly(Step.DEAD);
        }
    }
}
