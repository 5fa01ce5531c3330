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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /// Each log that names a mail by its id, and each branch of an id.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    inlog       | <%s@h> [31/Jan/2016:08:10:00] 192.0.2.1 pc a@b.example c@d.example        | ACCEPTED
                    outlog      | <%s@h> [31/Jan/2016:08:10:00] mx.d.example a@b.example c@d.example [250 ok] | DELIVERED_OUTSIDE
                    outlocallog | <%s@h> [31/Jan/2016:08:10:00] c@d.example a@b.example c@d.example [250 ok]  | DELIVERED_INSIDE
                    faillog     | %s@h send fail on [31/Jan/2016:08:10:00] from a@b.example to c@d.example [550 no] | FAILED
                    """)
    void readsEachLogAndEachBranch(String log, String form, Step step) throws IOException {
        for (String branch : List.of("", "-T", "-Y", "-R", "-E", "-M", "-001", "-001-T")) {
            try (TestStore store =
                    TestStore.store(Edition.BSD).domain("kaisha.example.jp").account("sato.k")) {
                store.put(log + "/160131.log", form.replace("%s", ID + branch) + "\n");
                Trace trace = trace(store, ID, LogPeriod.ALL);
                assertThat(trace.events())
                        .as(branch)
                        .extracting(TraceEvent::step)
                        .contains(step);
                assertThat(trace.events().getFirst().id()).isEqualTo(ID + branch);
            }
        }
    }

    /// Who only asked how mails are marked has not fetched them.
    @Test
    void tellsWhoFetchedTheMailByImap() throws IOException {
        try (TestStore store = TestStore.store(Edition.BSD)
                .domain("kaisha.example.jp")
                .account("sato.k")
                .mailbox()) {
            store.put(
                            "inbox/kaisha.example.jp/sato.k/inbox/0000000007-000010.MSG",
                            "Received: from x by h with ESMTP id <" + ID + "@h>\r\n\r\nx\r\n")
                    .put(
                            "outlocallog/160131.log",
                            line(ID, 11, "sato.k@kaisha.example.jp a@b.example sato.k@kaisha.example.jp [250 ok]"))
                    .put(
                            "imap4log/160131.log",
                            "[31/Jan/2016:09:00:00] sato.k from 192.0.2.9 SELECT INBOX\n"
                                    + "[31/Jan/2016:09:00:01] sato.k from 192.0.2.9 UID FETCH 1:* (UID FLAGS)\n"
                                    + "[31/Jan/2016:09:00:02] sato.k from 192.0.2.9 UID FETCH 7 (UID BODY.PEEK[])\n"
                                    + "[31/Jan/2016:09:00:03] sato.k from 192.0.2.9 UID FETCH 8 (UID BODY.PEEK[])\n"
                                    + "[31/Jan/2016:09:00:04] sato.k from 192.0.2.9 SELECT Sent\n"
                                    + "[31/Jan/2016:09:00:05] sato.k from 192.0.2.9 UID FETCH 7 (UID BODY.PEEK[])\n");
            Trace trace = trace(store, ID, LogPeriod.ALL);
            assertThat(trace.events())
                    .filteredOn(event -> event.step() == Step.READ)
                    .extracting(TraceEvent::text)
                    .containsExactly("UID FETCH 7 (UID BODY.PEEK[])");
        }
    }
}
