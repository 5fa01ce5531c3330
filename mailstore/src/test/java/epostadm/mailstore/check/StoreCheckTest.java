package epostadm.mailstore.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.task.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoreCheckTest {

    @Test
    void findsUidAheadOfTheHighestHealthy() throws IOException {
        HealthyStore store = new HealthyStore(Edition.BSD);
        store.file(store.inbox("ken").resolve("uid"), "1000");
        assertThat(store.findings(Depth.SIZES)).isEmpty();
    }

    @Test
    void leavesLocksAloneThatMayBeHeld() throws IOException {
        HealthyStore store = new HealthyStore(Edition.BSD);
        store.fileOfAge(store.root("ken").resolve("$lockfile"), 299);
        store.fileOfAge(store.inbox("ken").resolve("$lockfile"), 29);
        assertThat(store.findings(Depth.SIZES)).isEmpty();
    }

    @Test
    void saysWhichUidComesNextAndWhatUidSaid() throws IOException {
        HealthyStore store = new HealthyStore(Edition.BSD);
        store.file(store.inbox("ken").resolve("uid"), "3");
        assertThat(store.findings(Depth.SIZES)).containsExactly(new Finding.UidFileBehind(store.inbox("ken"), 3, 6));
    }

    @Test
    void reportsMailboxesInOrderWithCountsAndSizes() throws IOException {
        HealthyStore store = new HealthyStore(Edition.WINDOWS);
        List<MailboxReport> mailboxes = new ArrayList<>();
        StoreReport report = store.open(Depth.SIZES).run(mailboxes::add, Progress.NONE);
        int size = HealthyStore.message().length();
        assertThat(mailboxes).extracting(mailbox -> mailbox.place().name()).containsExactly("hana", "ken");
        MailboxReport hana = mailboxes.getFirst();
        assertThat(hana.arrivals()).isEqualTo(new Amount(1, size));
        assertThat(hana.use()).isEqualTo(new Amount(3, 3L * size));
        assertThat(hana.sizeLimit()).isEqualTo(1000);
        assertThat(hana.folders()).extracting(FolderReport::label).containsExactly("INBOX", "下書き");
        FolderReport inbox = hana.folders().getFirst();
        assertThat(inbox.messages()).isEqualTo(new Amount(2, 2L * size));
        assertThat(inbox.uidNext()).isEqualTo(6);
        assertThat(inbox.uidValidity().value()).isEqualTo(77);
        assertThat(report.totals())
                .isEqualTo(new Totals(2, 4, new Amount(4, 4L * size), new Amount(2, 2L * size), 0, 0, 0));
        assertThat(report.domains()).singleElement().satisfies(domain -> {
            assertThat(domain.accounts()).isEqualTo(2);
            assertThat(domain.totals()).isEqualTo(report.totals());
        });
    }

    @Test
    void countsTheMessagesOfALargeFolderOnceAndNamesTheFirst() throws IOException {
        HealthyStore store = new HealthyStore(Edition.BSD);
        for (int uid = 10; uid < 1000; uid++) {
            boolean odd = uid >= 600;
            store.file(
                    store.inbox("ken").resolve("%010d-000010.MSG".formatted(uid)),
                    odd ? "Subject: a\n\nb\n" : HealthyStore.message());
        }
        store.file(store.inbox("ken").resolve("uid"), "1000");
        store.file(store.root("ken").resolve("size.ctl"), "0");
        store.replace(store.work.resolve("db/a.example.idx"), "\t1000\t", "\t0\t");
        store.file(store.root("hana").resolve("size.ctl"), "0");
        assertThat(store.findings(Depth.BYTES))
                .containsExactly(new Finding.BareLineFeeds(store.inbox("ken"), 400, "0000000600-000010.MSG"));
    }

    @Test
    void doesWithoutWhatTheSystemDoesNotSayOfTheVolume() throws IOException {
        HealthyStore store = new HealthyStore(Edition.BSD);
        StoreReport report = store.open(Depth.SIZES)
                .with(_ -> {
                    throw new IOException("Mount point not found");
                })
                .run(_ -> {}, Progress.NONE);
        assertThat(report.findings()).isEmpty();
    }

    @Test
    void showsOnlyTheFindingsThatAreWantedAndCountsNoOthers() throws IOException {
        HealthyStore store = new HealthyStore(Edition.BSD);
        store.delete(store.inbox("ken").resolve("uid"));
        store.aliases("sales@a.example\tnobody@a.example\r\n");
        FindingFilter errors = new FindingFilter(List.of(), List.of(), Severity.ERROR);
        StoreReport report = store.open(Depth.SIZES)
                .run(
                        errors,
                        mailbox -> assertThat(mailbox.allFindings())
                                .allMatch(finding -> finding.kind() == FindingKind.UID_FILE_MISSING),
                        Progress.NONE);
        assertThat(report.findings()).isEmpty();
        assertThat(report.totals().errors()).isEqualTo(1);
        assertThat(report.totals().warnings()).isZero();
    }

    @Test
    void tellsOfEveryMessageThatItReads() throws IOException {
        HealthyStore store = new HealthyStore(Edition.BSD);
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        store.open(Depth.BYTES).run(_ -> {}, new Progress() {
            @Override
            public void start(Phase phase, long total) {
                told.add(phase + " " + total);
            }

            @Override
            public void step(long count) {
                told.add("+" + count);
            }

            @Override
            public void finish() {
                told.add("end");
            }
        });
        assertThat(told)
                .containsExactly("COUNTING 0", "end", "INSPECTING 6", "+1", "+1", "+1", "+1", "+1", "+1", "end");
    }

    @Test
    void countsWhatWasPutAside() throws IOException {
        HealthyStore store = new HealthyStore(Edition.BSD);
        store.file(store.root("~yumi").resolve("inbox").resolve("0000000001-000010.MSG"), "abc");
        Totals totals = store.open(Depth.SIZES).run(_ -> {}, Progress.NONE).totals();
        assertThat(totals.mailboxes()).isEqualTo(3);
        assertThat(totals.messages().count()).isEqualTo(5);
        assertThat(totals.troubled()).isFalse();
    }

    @Test
    void seesOnlyTheAccountsThatWereAskedFor() throws IOException {
        HealthyStore store = new HealthyStore(Edition.BSD);
        store.directory(store.root("~hanako"));
        Scope scope = new Scope(Optional.empty(), Optional.of(new NamePattern("HAN*")), Depth.SIZES);
        List<String> names = new ArrayList<>();
        store.open(scope).run(mailbox -> names.add(mailbox.place().name()), Progress.NONE);
        assertThat(names).containsExactly("hana", "~hanako");
    }

    @Test
    void refusesADomainThatTheStoreDoesNotHave() {
        HealthyStore store = new HealthyStore(Edition.BSD);
        Scope scope = new Scope(Optional.of(new DomainName("b.example")), Optional.empty(), Depth.SIZES);
        assertThatThrownBy(() -> store.open(scope)).isInstanceOf(RefusedException.class);
    }

    @Test
    void findsMailboxesOfTheCommonBoxBesideDomains() throws IOException {
        HealthyStore store = new HealthyStore(Edition.BSD);
        Path yumi = store.work.resolve("inbox").resolve("yumi");
        store.file(yumi.resolve("inbox").resolve("uid"), "1");
        store.file(store.work.resolve("db/b.example.idx"), "#epost-idx 1 b.example\n");
        List<Finding> findings = store.findings(Depth.SIZES);
        assertThat(findings).containsExactly(new Finding.FolderWithoutAccount(yumi));
    }

    @Test
    void surveysOneFolderOfAllMailboxes() throws IOException {
        HealthyStore store = new HealthyStore(Edition.BSD);
        Files.delete(store.root("hana").resolve(HealthyStore.DRAFTS).resolve("uid"));
        Files.delete(store.root("hana").resolve(HealthyStore.DRAFTS));
        List<String> seen = new ArrayList<>();
        StoreCheck check = store.open(Depth.NAMES);
        check.survey(
                FolderName.of("下書き"),
                (mailbox, folder) -> seen.add(mailbox.name() + " " + folder.label()),
                Progress.NONE);
        check.survey(
                FolderName.INBOX,
                (mailbox, folder) -> seen.add(mailbox.name() + " " + folder.uidNext()),
                Progress.NONE);
        assertThat(seen).containsExactly("ken 下書き", "hana 6", "ken 6");
    }

    @Test
    void keepsTheOrderOfManyMailboxesAndStopsWithTheVisitor() throws IOException {
        HealthyStore store = new HealthyStore(Edition.BSD);
        for (int i = 0; i < 300; i++) {
            store.file(store.root("s%03d".formatted(i)).resolve("inbox").resolve("uid"), "1");
        }
        List<String> names = new ArrayList<>();
        StoreCheck check = store.open(Depth.SIZES);
        check.run(mailbox -> names.add(mailbox.place().name()), Progress.NONE);
        assertThat(names).hasSize(302).isSorted();
        assertThat(check.mailboxes()).isEqualTo(302);
        assertThatThrownBy(() -> check.run(
                        _ -> {
                            throw new IOException("enough");
                        },
                        Progress.NONE))
                .hasMessage("enough");
    }
}
