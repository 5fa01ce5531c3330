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
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class StoreCheckTest {

    private record Damage(
            String name,
            Class<? extends Finding> kind,
            Severity severity,
            boolean deep,
            List<Edition> editions,
            Consumer<HealthyStore> done) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static Damage damage(
            String name, Class<? extends Finding> kind, Severity severity, Consumer<HealthyStore> done) {
        return new Damage(name, kind, severity, false, List.of(Edition.values()), done);
    }

    private static Damage deep(
            String name, Class<? extends Finding> kind, Severity severity, Consumer<HealthyStore> done) {
        return new Damage(name, kind, severity, true, List.of(Edition.values()), done);
    }

    /// What only a file system can hold that tells cases apart.
    private static Damage cases(
            String name, Class<? extends Finding> kind, Severity severity, Consumer<HealthyStore> done) {
        return new Damage(name, kind, severity, false, List.of(Edition.BSD), done);
    }

    static Stream<Damage> damages() {
        return Stream.of(
                damage("short name", Finding.UnreadableMessageNames.class, Severity.WARNING, store -> {
                    store.file(store.inbox("ken").resolve("12-000010.MSG"), "");
                    store.file(store.inbox("ken").resolve("0000000002-000090.MSG"), "");
                }),
                damage(
                        "UID 0",
                        Finding.UnreadableMessageNames.class,
                        Severity.WARNING,
                        store -> store.file(store.inbox("ken").resolve("0000000000-000010.MSG"), "")),
                damage(
                        "directory named as a message",
                        Finding.UnreadableMessageNames.class,
                        Severity.WARNING,
                        store -> store.directory(store.inbox("ken").resolve("0000000002-000010.MSG"))),
                damage(
                        "no uid",
                        Finding.UidFileMissing.class,
                        Severity.ERROR,
                        store -> store.delete(store.inbox("ken").resolve("uid"))),
                damage(
                        "uid behind",
                        Finding.UidFileBehind.class,
                        Severity.ERROR,
                        store -> store.file(store.inbox("ken").resolve("uid"), "5")),
                damage(
                        "uid no number",
                        Finding.UidFileNotANumber.class,
                        Severity.ERROR,
                        store -> store.file(store.inbox("ken").resolve("uid"), "abc")),
                damage(
                        "empty uid",
                        Finding.UidFileNotANumber.class,
                        Severity.ERROR,
                        store -> store.file(
                                store.root("ken").resolve(HealthyStore.DRAFTS).resolve("uid"), "")),
                damage(
                        "duplicates",
                        Finding.DuplicateUids.class,
                        Severity.ERROR,
                        store -> store.file(store.inbox("ken").resolve("0000000001-100000.MSG"), "")),
                damage(
                        "above 2^31",
                        Finding.UidAbove2To31.class,
                        Severity.WARNING,
                        store -> store.file(store.inbox("ken").resolve("uid"), "2147483649")),
                damage(
                        "near 2^32",
                        Finding.UidNear2To32.class,
                        Severity.ERROR,
                        store -> store.file(store.inbox("ken").resolve("uid"), "4000000000")),
                damage("caution", Finding.ManyMessages.class, Severity.WARNING, store -> fill(store, 999)),
                damage("danger", Finding.ManyMessages.class, Severity.ERROR, store -> fill(store, 4_999)),
                damage("red", Finding.ManyMessages.class, Severity.ERROR, store -> {
                    for (int i = 10; i < 10_010; i++) {
                        store.file(store.root("ken").resolve("B%010d.MSG".formatted(i)), "");
                    }
                }),
                damage(
                        "old lock of a root",
                        Finding.StaleLock.class,
                        Severity.WARNING,
                        store -> store.fileOfAge(store.root("ken").resolve("$lockfile"), 301)),
                damage(
                        "old lock of a folder",
                        Finding.StaleLock.class,
                        Severity.WARNING,
                        store -> store.fileOfAge(store.inbox("ken").resolve("$lockfile"), 31)),
                damage("left-overs", Finding.LeftOvers.class, Severity.WARNING, store -> {
                    store.file(store.inbox("ken").resolve("0000000001-000010.~SG"), "");
                    store.file(store.inbox("ken").resolve("0000000006-100000.$SG"), "");
                    store.file(store.inbox("ken").resolve("~0000000001-000010.MSG"), "");
                }),
                damage(
                        "temporary file of ours",
                        Finding.TemporaryFiles.class,
                        Severity.NOTE,
                        store -> store.file(store.inbox("ken").resolve("uid.tmp"), "6")),
                damage(
                        "half an arrival",
                        Finding.TemporaryFiles.class,
                        Severity.NOTE,
                        store -> store.file(store.root("ken").resolve("B0000000009-T.MSG.tmp"), "6")),
                damage("mailbox put aside", Finding.PutAside.class, Severity.NOTE, store -> {
                    store.file(store.root("~yumi").resolve("inbox").resolve("uid"), "abc");
                }),
                damage(
                        "folder put aside",
                        Finding.PutAside.class,
                        Severity.NOTE,
                        store -> store.file(store.root("ken").resolve("~Old").resolve("uid"), "abc")),
                damage(
                        "no account",
                        Finding.FolderWithoutAccount.class,
                        Severity.WARNING,
                        store -> store.index("hana")),
                damage(
                        "no folder",
                        Finding.AccountWithoutFolder.class,
                        Severity.NOTE,
                        store -> store.index("hana", "ken", "yumi")),
                damage(
                        "obfuscated password",
                        Finding.ObfuscatedApopDat.class,
                        Severity.WARNING,
                        store -> store.file(store.root("ken").resolve("apop.dat"), "\u00ffabc")),
                damage("no modified UTF-7", Finding.UndecodableFolderName.class, Severity.WARNING, store -> {
                    store.file(store.root("ken").resolve("R&D").resolve("uid"), "1");
                    store.file(store.root("ken").resolve("R&D").resolve("2025").resolve("uid"), "1");
                }),
                damage(
                        "over the limit",
                        Finding.OverSizeLimit.class,
                        Severity.WARNING,
                        store -> store.file(store.root("ken").resolve("B0000000002.MSG"), HealthyStore.message().repeat(40))),
                damage(
                        "linked message",
                        Finding.LeadsOutOfStore.class,
                        Severity.ERROR,
                        store -> store.link(
                                store.inbox("ken").resolve("0000000002-000010.MSG"), store.work.resolve("db"))),
                damage("linked uid", Finding.LeadsOutOfStore.class, Severity.ERROR, store -> {
                    store.delete(store.inbox("ken").resolve("uid"));
                    store.link(
                            store.inbox("ken").resolve("uid"),
                            store.inbox("hana").resolve("uid"));
                }),
                damage(
                        "linked folder",
                        Finding.LeadsOutOfStore.class,
                        Severity.ERROR,
                        store -> store.link(store.root("ken").resolve("Elsewhere"), store.work)),
                damage("linked mailbox", Finding.LeadsOutOfStore.class, Severity.ERROR, store -> {
                    store.index("hana", "ken", "yumi");
                    store.link(store.root("yumi"), store.work);
                }),
                damage(
                        "vendor's index",
                        Finding.VendorManagedIndex.class,
                        Severity.NOTE,
                        store -> store.file(store.work.resolve("db/a.example.idx"), "\0\1\2\3")),
                damage(
                        "no index",
                        Finding.NoAccountIndex.class,
                        Severity.WARNING,
                        store -> store.delete(store.work.resolve("db/a.example.idx"))),
                damage(
                        "damaged index",
                        Finding.DamagedIndex.class,
                        Severity.ERROR,
                        store -> store.file(store.work.resolve("db/a.example.idx"), "#epost-idx 1 a.example\nhana\n")),
                cases("twins", Finding.MailboxTwins.class, Severity.ERROR, store -> store.directory(store.root("KEN"))),
                cases("folder twins", Finding.FolderTwins.class, Severity.WARNING, store -> {
                    store.file(store.root("ken").resolve("Work").resolve("uid"), "1");
                    store.file(store.root("ken").resolve("work").resolve("uid"), "1");
                }),
                deep(
                        "obfuscated",
                        Finding.ObfuscatedMessages.class,
                        Severity.WARNING,
                        store -> store.file(store.inbox("ken").resolve("0000000001-000010.MSG"), "\u00ffabc\nde")),
                deep(
                        "zero length",
                        Finding.ZeroLengthMessages.class,
                        Severity.WARNING,
                        store -> store.file(store.root("ken").resolve("B0000000001.MSG"), "")),
                deep(
                        "bare line feeds",
                        Finding.BareLineFeeds.class,
                        Severity.NOTE,
                        store -> store.file(store.inbox("ken").resolve("0000000001-000010.MSG"), "Subject: a\n\nb\n")));
    }

    private static void fill(HealthyStore store, int more) {
        for (int i = 1; i <= more; i++) {
            store.file(store.inbox("ken").resolve("%010d-100000.MSG".formatted(i + 5)), "");
        }
        store.file(store.inbox("ken").resolve("uid"), Integer.toString(more + 6));
    }

    @ParameterizedTest
    @EnumSource
    void findsNothingInAHealthyStore(Edition edition) throws IOException {
        assertThat(new HealthyStore(edition).findings(Depth.BYTES)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("damages")
    void findsOneDamageOnce(Damage damage) throws IOException {
        for (Edition edition : damage.editions()) {
            HealthyStore store = new HealthyStore(edition);
            damage.done().accept(store);
            assertThat(store.findings(Depth.BYTES).stream()
                            .filter(f -> damage.deep() || !ofBytes(f))
                            .toList())
                    .as(damage + " on " + edition)
                    .hasSize(1)
                    .first()
                    .satisfies(found -> assertThat(found).isInstanceOf(damage.kind()))
                    .satisfies(found -> assertThat(found.severity()).isEqualTo(damage.severity()));
            if (damage.deep()) {
                assertThat(store.findings(Depth.SIZES)).isEmpty();
            }
        }
    }

    private static boolean ofBytes(Finding finding) {
        return finding instanceof Finding.ZeroLengthMessages;
    }

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
