package epostadm.mailstore.change;

import static epostadm.mailstore.testing.TestMessage.uid;
import static epostadm.mailstore.testing.TestStore.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import epostadm.mailstore.disk.SideFiles;
import epostadm.mailstore.disk.UidValidityFile;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.mail.UidValidity;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.store.Mailbox;
import epostadm.mailstore.task.Progress;
import epostadm.mailstore.testing.StoreTree;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UidResetTest {

    private static final String ROOT = "inbox/a.example/sato";
    private static final String INBOX = ROOT + "/inbox";
    private static final long LAST = 4_294_967_295L;

    private static TestStore bsd() {
        return store(Edition.BSD).domain("a.example").account("sato");
    }

    private static UidReset reset(TestStore store) {
        return new UidReset(store.open(), TestStore.NOW, Progress.NONE);
    }

    private static UidReset.Plan rename(TestStore store, String folder, String wanted) throws IOException {
        return reset(store)
                .rename(store.find("sato"), FolderName.parse(folder).orElseThrow(), FolderName.parse(wanted));
    }

    private static UidReset.Plan rename(TestStore store, String folder) throws IOException {
        return reset(store).rename(store.find("sato"), FolderName.parse(folder).orElseThrow(), Optional.empty());
    }

    private static UidReset.Plan renumber(TestStore store, String folder) throws IOException {
        return reset(store)
                .renumber(store.find("sato"), FolderName.parse(folder).orElseThrow());
    }

    private static long validity(TestStore store, String folder) throws IOException {
        return UidValidityFile.read(store.path(folder)).value();
    }

    private static void refused(TestStore store, Class<? extends Refusal> refusal, Plan plan) {
        StoreTree before = store.tree();
        assertThatThrownBy(() -> store.make(plan.plan()))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isInstanceOf(refusal));
        assertThat(store.tree()).isEqualTo(before);
        assertThat(store.openChange()).isEmpty();
    }

    private interface Plan {
        epostadm.mailstore.journal.ChangePlan plan() throws IOException;
    }

    /// Makes the change, then takes it back, and everything is as it was.
    private static StoreTree madeAndUndone(TestStore store, UidReset.Plan plan) throws IOException {
        StoreTree before = store.tree();
        String change = store.make(plan.change());
        StoreTree after = store.tree();
        store.undo(change);
        assertThat(store.tree()).isEqualTo(before);
        return after;
    }

    @Nested
    class Rename {

        @ParameterizedTest
        @EnumSource(Edition.class)
        void putsTheMailAsideAndBeginsAt1(Edition edition) throws IOException {
            try (TestStore store = store(edition)
                    .domain("a.example")
                    .account("sato")
                    .arrival("B0000000001")
                    .mail("INBOX", uid(5), uid(LAST).flags("031010"))
                    .mail("INBOX/Sub", uid(1))
                    .mail("下書き", uid(3))) {
                String inbox = ROOT + "/" + edition.inboxDirectory();
                StoreTree mail = store.tree().below(inbox);
                StoreTree rest = store.tree().without(name -> name.startsWith(inbox));
                UidReset.Plan plan = rename(store, "INBOX");
                assertThat(plan.oldName()).isEqualTo(FolderName.of("OLD_INBOX"));
                assertThat(plan.uidNext()).isEqualTo(1);
                assertThat(plan.messages().messages()).isEqualTo(2);
                StoreTree after = madeAndUndone(store, plan);
                assertThat(after.below(ROOT + "/OLD_INBOX")).isEqualTo(mail);
                assertThat(after.without(name -> name.startsWith(inbox) || name.startsWith(ROOT + "/OLD_INBOX")))
                        .isEqualTo(rest);
                assertThat(after.below(inbox).entries())
                        .containsOnlyKeys("uid", "uidvalidity")
                        .containsEntry("uid", "1")
                        .containsEntry("uidvalidity", plan.after().toString());
                assertThat(plan.after()).isGreaterThan(plan.before());
            }
        }

        @Test
        void numbersANameThatIsTaken() throws IOException {
            try (TestStore store = bsd().mail("INBOX", uid(1))
                    .mail("OLD_INBOX")
                    .mailbox("sato")
                    .file("old_inbox_2", "a file")) {
                assertThat(rename(store, "INBOX").oldName()).isEqualTo(FolderName.of("OLD_INBOX_2"));
            }
            try (TestStore store = bsd().mail("INBOX", uid(1)).mail("old_inbox").file("OLD_INBOX_2", "a file")) {
                assertThat(rename(store, "INBOX").oldName()).isEqualTo(FolderName.of("OLD_INBOX_3"));
            }
        }

        @Test
        void keepsWhatTheVendorDerivedAsUidvalidityWhereThereIsNoFile() throws IOException {
            try (TestStore store = bsd().mail("INBOX", uid(7)).noUidValidity()) {
                long before = validity(store, INBOX);
                UidReset.Plan plan = rename(store, "INBOX");
                StoreTree after = madeAndUndone(store, plan);
                assertThat(after.entries()).containsEntry(ROOT + "/OLD_INBOX/uidvalidity", Long.toString(before));
                assertThat(plan.after().value()).isGreaterThan(before);
            }
        }

        @Test
        void takesANestedFolderAsideBesideItself() throws IOException {
            try (TestStore store =
                    bsd().mail("INBOX").mail("取引先").mail("取引先/商事 2025", uid(9)).mail("INBOX/sub", uid(2))) {
                assertThat(madeAndUndone(store, rename(store, "取引先/商事 2025")).entries())
                        .containsKey(ROOT + "/&U9ZfFVFI-/OLD_&VUZOiw- 2025/0000000009-000010.MSG");
                assertThat(madeAndUndone(store, rename(store, "INBOX/sub")).entries())
                        .containsKey(INBOX + "/OLD_sub/0000000002-000010.MSG");
            }
        }

        @Test
        void findsTheFolderBesideAnInboxInTheOtherEditionsCase() throws IOException {
            try (TestStore store = bsd().mail("INBOX").mail("INBOX/sub", uid(2))) {
                Files.move(store.path(INBOX), store.path(ROOT + "/INBOX"));
                StoreTree after = madeAndUndone(store, rename(store, "INBOX/sub"));
                assertThat(after.entries())
                        .containsKey(ROOT + "/INBOX/OLD_sub/0000000002-000010.MSG")
                        .doesNotContainKey(INBOX);
            }
        }

        @Test
        void goesWhereItIsTold() throws IOException {
            try (TestStore store = bsd().mail("INBOX", uid(1))) {
                assertThat(madeAndUndone(store, rename(store, "INBOX", "Archive/2025"))
                                .entries())
                        .containsKey(ROOT + "/Archive/2025/0000000001-000010.MSG");
            }
        }

        @Test
        void refusesToPutAFolderIntoItself() {
            try (TestStore store = bsd().mail("INBOX", uid(1))) {
                refused(
                        store,
                        Refusal.class,
                        () -> rename(store, "INBOX", "INBOX/old").change());
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"uid", "$Shared", "x.MSG"})
        void refusesANameThatMeansSomethingElse(String name) {
            try (TestStore store = bsd().mail("INBOX", uid(1))) {
                refused(
                        store,
                        Refusal.BadFolderName.class,
                        () -> rename(store, "INBOX", name).change());
            }
        }

        @Test
        void refusesToGoThroughASymbolicLink() throws IOException {
            try (TestStore store = bsd().mail("INBOX", uid(1)).put("elsewhere/keep", "")) {
                Files.createSymbolicLink(store.path(ROOT + "/link"), store.path("elsewhere"));
                refused(
                        store,
                        Refusal.LeadsOutOfStore.class,
                        () -> rename(store, "INBOX", "link/old").change());
            }
        }
    }

    @Nested
    class Renumber {

        @ParameterizedTest
        @EnumSource(Edition.class)
        void keepsOrderFlagsAndDates(Edition edition) throws IOException {
            Instant date = Instant.parse("2001-02-03T04:05:06Z");
            try (TestStore store = store(edition)
                    .domain("a.example")
                    .account("sato")
                    .mail(
                            "INBOX",
                            uid(LAST).flags("100000").received(date),
                            uid(3).flags("031101"),
                            uid(70_000).flags("000010"))) {
                UidReset.Plan plan = renumber(store, "INBOX");
                assertThat(plan.uidNext()).isEqualTo(4);
                assertThat(plan.oldName()).isEqualTo(FolderName.INBOX);
                String inbox = ROOT + "/" + edition.inboxDirectory();
                StoreTree before = store.tree().below(inbox);
                StoreTree after = madeAndUndone(store, plan).below(inbox);
                assertThat(after.entries())
                        .hasSize(5)
                        .containsEntry("0000000001-031101.MSG", before.entries().get("0000000003-031101.MSG"))
                        .containsEntry("0000000002-000010.MSG", before.entries().get("0000070000-000010.MSG"))
                        .containsEntry("0000000003-100000.MSG", before.entries().get("4294967295-100000.MSG"))
                        .containsEntry("uid", "4")
                        .containsEntry("uidvalidity", plan.after().toString());
            }
        }

        @Test
        void givesEachOfTwoMessagesWithOneUidItsOwn() throws IOException {
            try (TestStore store = bsd().mail(
                            "INBOX",
                            uid(3).flags("000010").text("one"),
                            uid(3).flags("100000").text("two"),
                            uid(4).text("three"))) {
                assertThat(madeAndUndone(store, renumber(store, "INBOX"))
                                .below(INBOX)
                                .entries()
                                .keySet())
                        .containsExactly(
                                "0000000001-000010.MSG",
                                "0000000002-100000.MSG",
                                "0000000003-000010.MSG",
                                "uid",
                                "uidvalidity");
            }
        }

        @Test
        void carriesEverythingElseOver() throws IOException {
            try (TestStore store = bsd().mail("INBOX", uid(9))
                    .folderFile("rid", "")
                    .folderFile("store", "list")
                    .folderFile("$lockfile", "")
                    .folderFile("notes.txt", "mine")
                    .folderFile("~0000000003-000010.MSG", "left over")
                    .folderFile("0000000005-100000.$SG", "left over")
                    .folderFile("12-000010.MSG", "no message")
                    .mail("INBOX/下書き", uid(77))
                    .mail("INBOX/下書き/深い", uid(8))
                    .put(INBOX + "/R&D/uid", "3")) {
                StoreTree before = store.tree().below(INBOX);
                StoreTree after = madeAndUndone(store, renumber(store, "INBOX")).below(INBOX);
                assertThat(after.without(UidResetTest::renewed)).isEqualTo(before.without(UidResetTest::renewed));
                assertThat(after.entries()).hasSameSizeAs(before.entries());
            }
        }

        /// Keywords, save dates and email ids are what users and mail programs have put in; they go with the
        /// message.
        @Test
        void keepsWhatImapKnowsOfTheMessages() throws IOException {
            String side = """
                            epostadm-messages 1 Fabc 1000
                            recent 9
                            5:9 40 000010 2026-01-02T03:04:05Z - $Label1 work
                            9 41 000010 = =
                            7 42 000010 = M9
                            6 43 000010
                            """;
            try (TestStore store = bsd().mail("INBOX", uid(5), uid(9), uid(12)).folderFile(SideFiles.MESSAGES, side)) {
                StoreTree after = madeAndUndone(store, renumber(store, "INBOX")).below(INBOX);
                long value = TestStore.NOW.getEpochSecond();
                assertThat(after.entries().get(SideFiles.MESSAGES)).isEqualTo("""
                                epostadm-messages 1 Fabc %d
                                # What the names of the files beside it cannot say: docs/store-format.md of epostadm.
                                complete 43
                                recent 2
                                1 43 000010 2026-01-02T03:04:05Z Fabc-1000-5 $Label1 work
                                2 43 000010 2026-01-02T03:04:05Z Fabc-1000-9
                                3 43 000010 - Fabc-1000-12
                                """.formatted(value));
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "rubbish\n", "epostadm-messages 1 Fabc 999\n5 40 000010 - - x\n"})
        void beginsAnewWhereTheSideFileSpeaksOfOtherMessages(String side) throws IOException {
            try (TestStore store = bsd().mail("INBOX", uid(5)).folderFile(SideFiles.MESSAGES, side)) {
                StoreTree after = madeAndUndone(store, renumber(store, "INBOX")).below(INBOX);
                assertThat(after.entries()).doesNotContainKey(SideFiles.MESSAGES);
            }
        }

        @Test
        void leavesNothingBehindInTheMailbox() throws IOException {
            try (TestStore store = bsd().mail("INBOX", uid(9)).mail("INBOX/sub").arrival("B0000000001")) {
                store.make(renumber(store, "INBOX").change());
                assertThat(store.names(ROOT)).containsExactly("B0000000001.MSG", "inbox");
                assertThat(store.names(INBOX)).containsExactly("0000000001-000010.MSG", "sub", "uid", "uidvalidity");
            }
        }

        @Test
        void leavesADirectoryAloneThatBearsTheNameItWouldUse() throws IOException {
            try (TestStore store = bsd().put(ROOT + "/~inbox/0000000001-000010.MSG", "put aside")
                    .mail("INBOX", uid(9))) {
                assertThat(madeAndUndone(store, renumber(store, "INBOX")).entries())
                        .containsKey(ROOT + "/~inbox/0000000001-000010.MSG");
            }
        }

        @Test
        void writesAMapOfUids() throws IOException {
            try (TestStore store = bsd().mail("INBOX", uid(3), uid(10).flags("100000"), uid(LAST))) {
                String change = store.make(renumber(store, "INBOX").change());
                Path map = store.open().changes().details(change).attachments().getFirst();
                assertThat(map.getFileName()).hasToString("sato" + UidReset.MAP);
                assertThat(map).hasContent("""
                                old_uid,new_uid,old_file,new_file
                                3,1,0000000003-000010.MSG,0000000001-000010.MSG
                                10,2,0000000010-100000.MSG,0000000002-100000.MSG
                                4294967295,3,4294967295-000010.MSG,0000000003-000010.MSG
                                """);
            }
        }

        @Test
        void worksOnAFolderWithoutMessages() throws IOException {
            try (TestStore store = bsd().mail("INBOX").uidNext(LAST + 1)) {
                assertThat(madeAndUndone(store, renumber(store, "INBOX"))
                                .below(INBOX)
                                .entries())
                        .hasSize(2)
                        .containsEntry("uid", "1");
                assertThat(madeAndUndone(store, rename(store, "INBOX"))
                                .below(INBOX)
                                .entries())
                        .hasSize(2)
                        .containsEntry("uid", "1");
            }
        }

        @Test
        void worksOnAFolderThatTheVendorLeftWithoutUidvalidity() throws IOException {
            try (TestStore store = bsd().mail("INBOX", uid(4)).noUidValidity()) {
                UidValidity before = UidValidityFile.read(store.path(INBOX));
                UidReset.Plan plan = renumber(store, "INBOX");
                assertThat(plan.before()).isEqualTo(before);
                assertThat(plan.after()).isGreaterThan(before);
                madeAndUndone(store, plan);
            }
        }

        @Test
        void replacesUidFilesInAnyCaseOnWindows() throws IOException {
            try (TestStore store =
                    store(Edition.WINDOWS).domain("a.example").account("sato").mail("INBOX", uid(4))) {
                Path inbox = store.path(ROOT + "/INBOX");
                Files.delete(inbox.resolve("uid"));
                Files.writeString(inbox.resolve("UID"), "5");
                assertThat(madeAndUndone(store, renumber(store, "INBOX"))
                                .below(ROOT + "/INBOX")
                                .entries())
                        .containsEntry("uid", "2")
                        .hasSize(3);
            }
        }
    }

    @Nested
    class Uidvalidity {

        @Test
        void liesAboveThatOfEveryFolderOfTheAccount() throws IOException {
            long high = 4_000_000_000L;
            try (TestStore store = bsd().mail("INBOX", uid(1))
                    .mail("下書き")
                    .mail("a")
                    .mail("a/b")
                    .uidValidity(high)) {
                assertThat(rename(store, "INBOX").after().value()).isEqualTo(high + 1);
                assertThat(renumber(store, "下書き").after().value()).isEqualTo(high + 1);
            }
        }

        @Test
        void isTheTimeWhereThatSuffices() throws IOException {
            try (TestStore store = bsd().mail("INBOX", uid(1))) {
                assertThat(rename(store, "INBOX").after().value()).isEqualTo(TestStore.NOW.getEpochSecond());
            }
        }

        @Test
        void risesAgainWithASecondReset() throws IOException {
            try (TestStore store = bsd().mail("INBOX", uid(1), uid(2))) {
                long last = validity(store, INBOX);
                for (int i = 0; i < 3; i++) {
                    store.make(
                            i % 2 == 0
                                    ? renumber(store, "INBOX").change()
                                    : rename(store, "INBOX").change());
                    assertThat(validity(store, INBOX)).isGreaterThan(last);
                    last = validity(store, INBOX);
                }
                assertThat(validity(store, ROOT + "/OLD_INBOX")).isLessThan(last);
            }
        }

        @Test
        void isRefusedWhereTheLastOneIsUsed() {
            try (TestStore store = bsd().mail("INBOX", uid(1)).mail("x").uidValidity(LAST)) {
                refused(
                        store,
                        Refusal.UidValidityExhausted.class,
                        () -> rename(store, "INBOX").change());
                refused(
                        store,
                        Refusal.UidValidityExhausted.class,
                        () -> renumber(store, "INBOX").change());
            }
        }
    }

    @Test
    void losesNoMailAndNoByte() throws IOException {
        try (TestStore store = bsd().mail("INBOX", uid(1), uid(5), uid(6)).mail("INBOX/sub", uid(2))) {
            Mailbox.Use use = store.find("sato").mailbox().orElseThrow().use();
            store.make(renumber(store, "INBOX").change());
            store.make(rename(store, "INBOX").change());
            assertThat(store.find("sato").mailbox().orElseThrow().use()).isEqualTo(use);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isNotUndoneOnceNewMailHasCome(boolean renumber) throws IOException {
        try (TestStore store = bsd().mail("INBOX", uid(5)).mail("INBOX/sub")) {
            String change = store.make(
                    renumber
                            ? renumber(store, "INBOX").change()
                            : rename(store, "INBOX").change());
            store.put(INBOX + "/0000000009-100000.MSG", "new mail");
            StoreTree after = store.tree();
            assertThatThrownBy(() -> store.undo(change))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            e -> assertThat(e.refusal()).isInstanceOf(Refusal.ChangeConflict.class));
            assertThat(store.tree()).isEqualTo(after);
        }
    }

    @Test
    void isNotUndoneOnceMailHasBeenReadOrLeftOut() throws IOException {
        try (TestStore store = bsd().mail("INBOX", uid(5).flags("100000"))) {
            String change = store.make(renumber(store, "INBOX").change());
            Files.move(store.path(INBOX + "/0000000001-100000.MSG"), store.path(INBOX + "/0000000001-000010.MSG"));
            assertThatThrownBy(() -> store.undo(change)).isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        try (TestStore store = bsd()) {
            refused(
                    store,
                    Refusal.UnknownFolder.class,
                    () -> rename(store, "INBOX").change());
            store.mail("INBOX", uid(1));
            refused(
                    store,
                    Refusal.UnknownFolder.class,
                    () -> renumber(store, "nowhere").change());
        }
    }

    @Test
    void worksWhereTheFileSystemHasNoHardLinks() throws IOException {
        Configuration withoutLinks =
                Configuration.unix().toBuilder().setSupportedFeatures().build();
        try (TestStore store = store(Edition.BSD, Layout.COMMON, withoutLinks)
                .domain("a.example")
                .account("sato")
                .mail("INBOX", uid(8), uid(9))) {
            StoreTree before = store.tree().below("inbox/sato/inbox");
            StoreTree after = madeAndUndone(store, renumber(store, "INBOX")).below("inbox/sato/inbox");
            assertThat(after.entries())
                    .containsEntry("0000000001-000010.MSG", before.entries().get("0000000008-000010.MSG"));
        }
    }

    /// What a new number changes.
    private static boolean renewed(String name) {
        return name.equals("0000000009-000010.MSG")
                || name.equals("0000000001-000010.MSG")
                || name.equals("uid")
                || name.equals("uidvalidity");
    }
}
