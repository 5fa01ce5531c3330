package epostadm.mailstore.hierarchy;

import static epostadm.mailstore.testing.TestMessage.uid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import epostadm.mailstore.disk.SideFiles;
import epostadm.mailstore.disk.UidValidityFile;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountFoldersTest {

    private static final String ROOT = "inbox/a.example/sato";

    private final List<String> trouble = new ArrayList<>();
    private Instant now = TestStore.NOW;

    private TestStore disk(Edition edition) {
        return TestStore.store(edition).domain("a.example").account("sato").mailbox();
    }

    private TestStore disk() {
        return disk(Edition.BSD);
    }

    private LiveStore live(TestStore store) throws IOException {
        InstantSource clock = () -> now;
        return LiveStore.open(store::open, clock, trouble::add);
    }

    private AccountFolders folders(TestStore store) throws IOException {
        return live(store).folders(store.find("sato"));
    }

    private static FolderName name(String text) {
        return FolderName.parse(text).orElseThrow();
    }

    /// A line for each folder as a client would see it.
    private static List<String> listed(AccountFolders folders) throws IOException {
        return folders.list().stream().map(AccountFoldersTest::line).toList();
    }

    private static String line(ListedFolder folder) {
        return Stream.of(
                        folder.name().toString(),
                        folder.exists() ? "" : "\\NonExistent",
                        folder.exists() && !folder.selectable() ? "\\Noselect" : "",
                        folder.children() ? "\\HasChildren" : "",
                        folder.subscribed() ? "\\Subscribed" : "",
                        folder.uses().stream()
                                .map(SpecialUse::attribute)
                                .sorted()
                                .collect(Collectors.joining(" ")))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static void refused(FolderRefusal refusal, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(FolderRefusedException.class, e -> {
            assertThat(e.refusal()).isEqualTo(refusal);
            assertThat(e.getMessage()).endsWith(".");
        });
    }

    private void create(AccountFolders folders, String name, SpecialUse... uses) throws Exception {
        folders.create(name(name), Set.of(uses));
    }

    private static long validity(TestStore store, String folder) throws IOException {
        return UidValidityFile.read(store.path(ROOT + "/" + folder)).value();
    }

    @Nested
    class Listing {

        @ParameterizedTest
        @EnumSource(Edition.class)
        void hasInboxFirstAndChildrenBehindTheirParents(Edition edition) throws Exception {
            TestStore store = disk(edition)
                    .mail("INBOX")
                    .mail("INBOX/仕事")
                    .mail("下書き")
                    .mail("A/b")
                    .mail("A b");
            assertThat(listed(folders(store)))
                    .containsExactly(
                            "INBOX \\HasChildren \\Subscribed",
                            "INBOX/仕事 \\Subscribed",
                            "A \\HasChildren \\Subscribed",
                            "A/b \\Subscribed",
                            "A b \\Subscribed",
                            "下書き \\Subscribed \\Drafts");
        }

        @Test
        void hasInboxBeforeThereIsOne() throws Exception {
            TestStore store = disk();
            AccountFolders folders = folders(store);
            assertThat(listed(folders)).containsExactly("INBOX \\Subscribed");
            assertThat(store.names(ROOT)).as("looking makes nothing").isEmpty();
        }

        @Test
        void makesAMailboxForAnAccountThatHasNone() throws Exception {
            TestStore store = disk().account("suzuki");
            assertThat(listed(live(store).folders(store.find("suzuki")))).containsExactly("INBOX \\Subscribed");
            assertThat(Files.isDirectory(store.path("inbox/a.example/suzuki"))).isTrue();
        }

        @Test
        void followsNoSymbolicLink() throws Exception {
            TestStore store = disk().mail("A");
            Files.createSymbolicLink(store.path(ROOT + "/link"), store.path(ROOT + "/A"));
            AccountFolders folders = folders(store);
            assertThat(listed(folders)).containsExactly("INBOX \\Subscribed", "A \\Subscribed");
            refused(FolderRefusal.NO_PERMISSION, () -> folders.open(name("link")));
            refused(FolderRefusal.NO_PERMISSION, () -> folders.delete(name("link")));
            refused(FolderRefusal.NO_PERMISSION, () -> folders.rename(name("link"), name("B")));
            refused(FolderRefusal.NO_PERMISSION, () -> folders.create(name("link"), Set.of()));
            refused(FolderRefusal.NO_PERMISSION, () -> folders.create(name("link/below"), Set.of()));
            refused(FolderRefusal.NO_PERMISSION, () -> folders.rename(name("A"), name("link")));
        }

        @Test
        void readsADamagedSideFileAsFarAsItCan() throws Exception {
            TestStore store = disk().mail("A").file(SideFiles.FOLDERS, "rubbish\nunsubscribed\tA\nnoselect\t\n");
            AccountFolders folders = folders(store);
            assertThat(listed(folders)).containsExactly("INBOX \\Subscribed", "A");
            folders.subscribe(name("B"));
            assertThat(store.read(ROOT + "/" + SideFiles.FOLDERS)).contains("rubbish\n", "noselect\t\n");
        }

        @Test
        void beginsAnewWhereTheSideFileIsNoFile() throws Exception {
            TestStore store = disk().mail("A").put(ROOT + "/" + SideFiles.FOLDERS + "/x", "");
            assertThat(listed(folders(store))).contains("A \\Subscribed");
        }

        @Test
        void seesWhatOthersDoToTheSideFile() throws Exception {
            TestStore store = disk().mail("A");
            AccountFolders folders = folders(store);
            listed(folders);
            store.file(SideFiles.FOLDERS, "unsubscribed\tA\n");
            assertThat(listed(folders)).contains("A");
        }
    }

    @Nested
    class Making {

        @ParameterizedTest
        @EnumSource(Edition.class)
        void makesWhatAFreshFolderHas(Edition edition) throws Exception {
            TestStore store = disk(edition).mail("INBOX");
            AccountFolders folders = folders(store);
            create(folders, "INBOX/下書き");
            String directory = ROOT + "/" + edition.inboxDirectory() + "/&Tgtm+DBN-";
            assertThat(store.names(directory)).containsExactly("uid", "uidvalidity");
            assertThat(store.read(directory + "/uid")).isEqualTo("1");
            assertThat(store.read(directory + "/uidvalidity")).isEqualTo(Long.toString(now.getEpochSecond()));
            assertThat(store.names(ROOT + "/" + edition.inboxDirectory()))
                    .containsExactly("&Tgtm+DBN-", "uid", "uidvalidity");
        }

        @Test
        void makesThoseAboveItThatAreMissing() throws Exception {
            TestStore store = disk();
            AccountFolders folders = folders(store);
            create(folders, "a/b/c");
            create(folders, "inbox/d/e");
            assertThat(listed(folders))
                    .containsExactly(
                            "INBOX \\HasChildren",
                            "INBOX/d \\HasChildren",
                            "INBOX/d/e",
                            "a \\HasChildren",
                            "a/b \\HasChildren",
                            "a/b/c");
            assertThat(store.names(ROOT + "/a/b")).containsExactly("c", "uid", "uidvalidity");
            assertThat(store.names(ROOT)).containsExactly("a", SideFiles.FOLDERS, "inbox");
        }

        @Test
        void refusesWhatIsThere() throws Exception {
            AccountFolders folders = folders(disk().mail("A/b"));
            for (String there : List.of("INBOX", "inbox", "A", "A/b")) {
                refused(FolderRefusal.ALREADY_EXISTS, () -> create(folders, there));
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "CON",
                    "a/NUL.txt",
                    "a.",
                    "a ",
                    "a?b",
                    "uid",
                    "A/uidvalidity",
                    "epostadm-messages.txt",
                    "Epostadm-Folders.txt",
                    "$offpop3",
                    "0000000001-000000.MSG",
                    "mail.dat"
                })
        void refusesNamesThatWindowsOrTheServerHasOtherUsesFor(String name) throws Exception {
            TestStore store = disk(Edition.WINDOWS).mail("A").mail("B");
            AccountFolders folders = folders(store);
            refused(FolderRefusal.BAD_NAME, () -> create(folders, name));
            refused(FolderRefusal.BAD_NAME, () -> folders.rename(name("B"), name(name)));
            assertThat(store.names(ROOT)).containsExactly("A", "B");
        }

        @Test
        void refusesNamesThatAreTooLongOrNotComposed() throws Exception {
            AccountFolders folders = folders(disk());
            String longest = "x".repeat(255);
            create(folders, longest);
            refused(FolderRefusal.BAD_NAME, () -> create(folders, longest + "x"));
            refused(FolderRefusal.BAD_NAME, () -> create(folders, "か\u3099"));
            String deep = Stream.generate(() -> longest).limit(20).collect(Collectors.joining("/"));
            refused(FolderRefusal.BAD_NAME, () -> create(folders, deep));
        }

        @Test
        void refusesANameThatAFileHas() throws Exception {
            AccountFolders folders = folders(disk().file("notes", "mine"));
            refused(FolderRefusal.BAD_NAME, () -> create(folders, "notes"));
            refused(FolderRefusal.BAD_NAME, () -> create(folders, "notes/below"));
        }

        @Test
        void refusesTwinsWhereWindowsWouldSeeOneFolder() throws Exception {
            AccountFolders folders = folders(disk(Edition.WINDOWS).mail("Work/One"));
            refused(FolderRefusal.ALREADY_EXISTS, () -> create(folders, "work"));
            refused(FolderRefusal.ALREADY_EXISTS, () -> create(folders, "WORK/two"));
            refused(FolderRefusal.ALREADY_EXISTS, () -> create(folders, "Work/one"));
            create(folders, "Work/two");
            folders.rename(name("Work"), name("work"));
            assertThat(listed(folders).stream().map(line -> line.split(" ")[0]))
                    .containsExactly("INBOX", "work", "work/One", "work/two");
        }

        @Test
        void takesTwinsWhereTheyAreTwo() throws Exception {
            AccountFolders folders = folders(disk().mail("Work"));
            create(folders, "work");
            assertThat(listed(folders)).containsExactly("INBOX \\Subscribed", "Work \\Subscribed", "work");
        }

        @Test
        void setsSpecialUses() throws Exception {
            AccountFolders folders = folders(disk().mail("Sent"));
            create(folders, "one", SpecialUse.SENT, SpecialUse.DRAFTS);
            assertThat(listed(folders)).contains("one \\Drafts \\Sent", "Sent \\Subscribed");
            create(folders, "two", SpecialUse.SENT);
            assertThat(listed(folders)).contains("one \\Drafts", "two \\Sent");
            folders.rename(name("two"), name("three"));
            assertThat(listed(folders)).contains("one \\Drafts", "three \\Sent");
            folders.delete(name("three"));
            assertThat(listed(folders)).contains("one \\Drafts \\Sent");
            folders.delete(name("one"));
            assertThat(listed(folders)).contains("Sent \\Subscribed \\Sent");
        }

        @ParameterizedTest
        @EnumSource(names = {"ALL", "FLAGGED"})
        void refusesUsesThatOnlyAViewOfAllFoldersCouldHave(SpecialUse use) throws Exception {
            AccountFolders folders = folders(disk());
            refused(FolderRefusal.USE_ATTRIBUTE, () -> create(folders, "x", use));
            assertThat(listed(folders)).containsExactly("INBOX \\Subscribed");
        }
    }

    @Nested
    class Deleting {

        @Test
        void takesMailAndWhatTheServerKeepsAway() throws Exception {
            TestStore store = disk().mail("INBOX", uid(1))
                    .mail("A", uid(1), uid(2).flags("000100"))
                    .folderFile("rid", "")
                    .folderFile("store", "x")
                    .folderFile("fetch", "x")
                    .folderFile("$lockfile", "")
                    .folderFile(SideFiles.MESSAGES, "x")
                    .folderFile("uid.tmp", "x")
                    .folderFile("~0000000003-000010.MSG", "left over");
            AccountFolders folders = folders(store);
            folders.delete(name("A"));
            assertThat(store.names(ROOT)).containsExactly(SideFiles.FOLDERS, "inbox");
            assertThat(listed(folders)).containsExactly("INBOX \\Subscribed");
            assertThat(trouble).isEmpty();
            assertThat(Files.exists(store.path(".epostadm/quarantine"))).isFalse();
        }

        @Test
        void putsAsideWhatIsNobodysToDelete() throws Exception {
            TestStore store = disk().mail("A", uid(1))
                    .folderFile("notes.txt", "mine")
                    .folderFile("12-000010.MSG", "no message")
                    .put(ROOT + "/A/R&D/uid", "3");
            Files.createSymbolicLink(store.path(ROOT + "/A/link"), store.path(ROOT));
            folders(store).delete(name("A"));
            assertThat(store.names(ROOT)).containsExactly(SideFiles.FOLDERS);
            String aside = ".epostadm/quarantine/imap-20261124-090000/" + ROOT + "/A";
            assertThat(store.names(aside)).containsExactly("12-000010.MSG", "R&D", "link", "notes.txt");
            assertThat(trouble).singleElement().asString().contains("quarantine", "A");
            store.mail("A").folderFile("other.txt", "mine");
            folders(store).delete(name("A"));
            assertThat(store.read(".epostadm/quarantine/imap-20261124-090000-2/" + ROOT + "/A/other.txt"))
                    .isEqualTo("mine");
        }

        @Test
        void leavesANameForThoseBelow() throws Exception {
            TestStore store = disk().mail("A", uid(1)).mail("A/b", uid(2)).mail("A/b/c");
            AccountFolders folders = folders(store);
            folders.delete(name("A"));
            assertThat(store.names(ROOT + "/A")).containsExactly("b");
            assertThat(listed(folders))
                    .contains("A \\Noselect \\HasChildren \\Subscribed", "A/b \\HasChildren \\Subscribed");
            refused(FolderRefusal.HAS_CHILDREN, () -> folders.delete(name("A")));
            refused(FolderRefusal.NOT_SELECTABLE, () -> folders.open(name("A")));
            folders.delete(name("A/b"));
            assertThat(listed(folders)).contains("A \\Noselect \\HasChildren \\Subscribed");
            folders.delete(name("A/b/c"));
            assertThat(listed(folders)).as("those above had nothing else").containsExactly("INBOX \\Subscribed");
            assertThat(store.names(ROOT)).containsExactly(SideFiles.FOLDERS);
        }

        @Test
        void makesAFolderAgainOfANameThatWasLeftForThoseBelow() throws Exception {
            TestStore store =
                    disk().mail("A", uid(1)).uidValidity(4_000_000_000L).mail("A/b");
            AccountFolders folders = folders(store);
            folders.delete(name("A"));
            create(folders, "A", SpecialUse.JUNK);
            assertThat(listed(folders)).contains("A \\HasChildren \\Junk", "A/b \\Subscribed");
            assertThat(store.names(ROOT + "/A")).containsExactly("b", "uid", "uidvalidity");
            assertThat(validity(store, "A")).isEqualTo(4_000_000_001L);
        }

        @Test
        void showsMailThatSomebodyPutIntoANameThatWasLeft() throws Exception {
            TestStore store = disk().mail("A", uid(1)).mail("A/b");
            AccountFolders folders = folders(store);
            folders.delete(name("A"));
            store.mail("A", uid(5));
            assertThat(listed(folders)).contains("A \\HasChildren \\Subscribed");
            folders.delete(name("A/b"));
            assertThat(store.names(ROOT + "/A")).contains("0000000005-000010.MSG");
        }

        @Test
        void refusesInboxAndWhatIsNotThere() throws Exception {
            AccountFolders folders = folders(disk().mail("INBOX"));
            refused(FolderRefusal.CANNOT, () -> folders.delete(FolderName.INBOX));
            refused(FolderRefusal.NONEXISTENT, () -> folders.delete(name("A")));
            refused(FolderRefusal.NONEXISTENT, () -> folders.delete(name("INBOX/A")));
        }

        @ParameterizedTest
        @ValueSource(longs = {1_000, 4_000_000_000L})
        void neverGivesANameAUidvalidityTwice(long first) throws Exception {
            TestStore store = disk().mail("A", uid(1)).uidValidity(first);
            AccountFolders folders = folders(store);
            long before = first;
            for (int i = 0; i < 3; i++) {
                folders.delete(name("A"));
                now = now.minusSeconds(100);
                create(folders, "A");
                assertThat(validity(store, "A")).isGreaterThan(before);
                before = validity(store, "A");
            }
        }

        @Test
        void refusesANameWithoutAnyUidvalidityLeft() throws Exception {
            TestStore store = disk().mail("A").uidValidity(0xFFFF_FFFFL);
            AccountFolders folders = folders(store);
            folders.delete(name("A"));
            refused(FolderRefusal.CANNOT, () -> create(folders, "A"));
        }
    }

    @Nested
    class Renaming {

        @Test
        void takesAllBelowAlong() throws Exception {
            TestStore store = disk().mail("A", uid(7))
                    .mail("A/b", uid(8))
                    .mail("A/b/c", uid(9))
                    .mail("Ab");
            AccountFolders folders = folders(store);
            folders.rename(name("A"), name("X/y/Z"));
            assertThat(listed(folders))
                    .containsExactly(
                            "INBOX \\Subscribed",
                            "Ab \\Subscribed",
                            "X \\HasChildren",
                            "X/y \\HasChildren",
                            "X/y/Z \\HasChildren \\Subscribed",
                            "X/y/Z/b \\HasChildren \\Subscribed",
                            "X/y/Z/b/c \\Subscribed");
            assertThat(store.names(ROOT + "/X/y/Z/b")).contains("0000000008-000010.MSG");
            assertThat(validity(store, "X/y/Z")).isEqualTo(TestStore.UID_VALIDITY);
        }

        @ParameterizedTest
        @CsvSource({
            "A, A, ALREADY_EXISTS",
            "A, B, ALREADY_EXISTS",
            "A, inbox, ALREADY_EXISTS",
            "A, A/b/c, CANNOT",
            "A, A/x, CANNOT",
            "C, D, NONEXISTENT",
            "INBOX, B, ALREADY_EXISTS",
            "INBOX, INBOX, ALREADY_EXISTS"
        })
        void refusesWhatCannotBe(String from, String to, FolderRefusal refusal) throws Exception {
            TestStore store = disk().mail("INBOX").mail("A/b").mail("B");
            AccountFolders folders = folders(store);
            refused(refusal, () -> folders.rename(name(from), name(to)));
            assertThat(listed(folders)).hasSize(4);
        }

        @Test
        void leavesSubscriptionsWithTheNames() throws Exception {
            AccountFolders folders = folders(disk());
            create(folders, "A/b");
            folders.subscribe(name("A"));
            folders.subscribe(name("X/b"));
            folders.rename(name("A"), name("X"));
            assertThat(listed(folders))
                    .containsExactly(
                            "INBOX \\Subscribed",
                            "A \\NonExistent \\Subscribed",
                            "X \\HasChildren",
                            "X/b \\Subscribed");
        }

        @Test
        void takesANameAlongThatIsThereForThoseBelow() throws Exception {
            TestStore store = disk().mail("P/A/b", uid(1)).mail("P/A").mail("P");
            AccountFolders folders = folders(store);
            folders.delete(name("P"));
            folders.delete(name("P/A"));
            for (int i = 0; i < 2; i++) {
                folders.rename(name("P/A"), name("X"));
                folders.rename(name("X"), name("P/A"));
            }
            folders.rename(name("P/A"), name("X"));
            assertThat(store.names(ROOT + "/X")).as("nothing of a folder's own").containsExactly("b");
            assertThat(listed(folders))
                    .as("P, which had gone with A, came back as its parent")
                    .containsExactly(
                            "INBOX \\Subscribed", "P", "X \\Noselect \\HasChildren \\Subscribed", "X/b \\Subscribed");
        }
    }

    @Nested
    class Subscribing {

        @Test
        void countsEveryFolderThatNobodyHasSpokenOf() throws Exception {
            AccountFolders folders = folders(disk().mail("A").mail("B"));
            folders.unsubscribe(name("A"));
            assertThat(listed(folders)).containsExactly("INBOX \\Subscribed", "A", "B \\Subscribed");
            folders.subscribe(name("A"));
            assertThat(listed(folders)).containsExactly("INBOX \\Subscribed", "A \\Subscribed", "B \\Subscribed");
        }

        @Test
        void doesNotCountFoldersMadeByImap() throws Exception {
            AccountFolders folders = folders(disk());
            create(folders, "A");
            assertThat(listed(folders)).contains("A");
            folders.subscribe(name("A"));
            folders.delete(name("A"));
            assertThat(listed(folders)).contains("A \\NonExistent \\Subscribed");
            create(folders, "A");
            assertThat(listed(folders)).contains("A \\Subscribed");
            folders.unsubscribe(name("A"));
            folders.delete(name("A"));
            assertThat(listed(folders)).containsExactly("INBOX \\Subscribed");
        }

        @Test
        void takesNamesThatAreNotThere() throws Exception {
            AccountFolders folders = folders(disk());
            folders.subscribe(name("news/掲示板"));
            assertThat(listed(folders)).containsExactly("INBOX \\Subscribed", "news/掲示板 \\NonExistent \\Subscribed");
            folders.unsubscribe(name("news/掲示板"));
            folders.unsubscribe(FolderName.INBOX);
            assertThat(listed(folders)).containsExactly("INBOX");
        }

        @Test
        void outlastsTheServer() throws Exception {
            TestStore store = disk().mail("A");
            folders(store).unsubscribe(name("A"));
            assertThat(listed(folders(store))).contains("A");
        }

        @Test
        void hasAnEnd() throws Exception {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < 10_000; i++) {
                lines.append("subscribed\tn").append(i).append('\n');
            }
            AccountFolders folders = folders(disk().file(SideFiles.FOLDERS, lines.toString()));
            folders.subscribe(name("n1"));
            refused(FolderRefusal.CANNOT, () -> folders.subscribe(name("more")));
        }
    }

    @Nested
    class Counting {

        @Test
        void countsAsTheVendorDoes() throws Exception {
            TestStore store = disk().arrival("B0000000001")
                    .mail("INBOX", uid(1).text("12345"))
                    .mail("INBOX/a", uid(1).text("123"))
                    .folderFile("notes.txt", "not counted")
                    .sizeLimit(10_000);
            AccountFolders.Quota quota = folders(store).quota();
            long bytes = Files.size(store.path(ROOT + "/B0000000001.MSG"))
                    + Files.size(store.path(ROOT + "/inbox/0000000001-000010.MSG"))
                    + Files.size(store.path(ROOT + "/inbox/a/0000000001-000010.MSG"));
            assertThat(quota).isEqualTo(new AccountFolders.Quota(bytes, 3, Optional.of(10_000L)));
        }

        @Test
        void believesItForFiveSeconds() throws Exception {
            TestStore store = disk().mail("INBOX", uid(1));
            AccountFolders folders = folders(store);
            assertThat(folders.quota().messages()).isEqualTo(1);
            store.mail("INBOX", uid(2));
            now = now.plusSeconds(4);
            assertThat(folders.quota().messages()).isEqualTo(1);
            now = now.plusSeconds(1);
            assertThat(folders.quota().messages()).isEqualTo(2);
            assertThat(folders.quota().limit()).isEmpty();
        }
    }

    @Nested
    class AfterACrash {

        @Test
        void takesAwayWhatWasHalfMadeOrHalfDeleted() throws Exception {
            TestStore store = disk().mail("A/b", uid(1))
                    .put(ROOT + "/~epostadm-new-1/uid", "1")
                    .put(ROOT + "/~epostadm-new-1/child/uid", "1")
                    .put(ROOT + "/~epostadm-renamed-NUL/0000000001-000010.MSG", "x")
                    .put(ROOT + "/A/~epostadm-deleted-1/0000000001-000010.MSG", "x")
                    .put(ROOT + "/A/~epostadm-deleted-1/mine.txt", "x");
            folders(store);
            assertThat(trouble).filteredOn(line -> line.endsWith("cleared up")).hasSize(3);
            assertThat(store.names(ROOT)).containsExactly("A", "NUL");
            assertThat(store.names(ROOT + "/A")).containsExactly("b");
            assertThat(store.names(ROOT + "/NUL")).containsExactly("0000000001-000010.MSG");
            assertThat(store.names(".epostadm/quarantine/imap-20261124-090000/" + ROOT))
                    .containsExactly("A");
            assertThat(store.names(".epostadm/quarantine/imap-20261124-090000/" + ROOT + "/A/~epostadm-deleted-1"))
                    .containsExactly("mine.txt");
        }

        @Test
        void finishesDeletingTheMailOfANameThatStays() throws Exception {
            TestStore store = disk().mail("A", uid(1), uid(2))
                    .mail("A/b", uid(1))
                    .mail("C", uid(3))
                    .file(SideFiles.FOLDERS, "noselect\tA\nemptying\tA\nemptying\tgone\n");
            assertThat(listed(folders(store))).contains("A \\Noselect \\HasChildren \\Subscribed", "C \\Subscribed");
            assertThat(store.names(ROOT + "/A")).containsExactly("b");
            assertThat(store.read(ROOT + "/" + SideFiles.FOLDERS)).doesNotContain("emptying");
        }

        @Test
        void forgetsWhatWasNotedOfFoldersThatNeverCame() throws Exception {
            TestStore store = disk().mail("A").file(SideFiles.FOLDERS, "noselect\tB\nuse\t\\Sent\tB\n");
            AccountFolders folders = folders(store);
            create(folders, "B/c");
            assertThat(listed(folders)).contains("B \\HasChildren", "B/c");
        }
    }

    @Nested
    class MovedAway {

        @Test
        void isOfNoUseAnyMore() throws Exception {
            TestStore store = disk().mail("A");
            LiveStore live = live(store);
            AccountFolders folders = live.folders(store.find("sato"));
            assertThat(live.folders(store.find("sato"))).isSameAs(folders);
            Files.move(store.path(ROOT), store.path("inbox/a.example/~sato"));
            assertThatThrownBy(folders::list).isInstanceOf(NoSuchFileException.class);
            refused(FolderRefusal.NONEXISTENT, () -> folders.open(FolderName.INBOX));
            refused(FolderRefusal.NONEXISTENT, () -> create(folders, "B"));
            assertThat(Files.exists(store.path(ROOT))).isFalse();
            store.mailbox();
            refused(FolderRefusal.NONEXISTENT, () -> create(folders, "B"));
            AccountFolders other = live.folders(store.find("sato"));
            assertThat(other).isNotSameAs(folders);
            assertThat(listed(other)).containsExactly("INBOX \\Subscribed");
        }
    }

    @Test
    void tellsWhoListensWhatHappensToNames() throws IOException, FolderRefusedException {
        AccountFolders folders = folders(disk());
        List<FolderEvent> heard = new ArrayList<>();
        folders.listen(heard::add);
        folders.create(name("a/b"), Set.of());
        folders.rename(name("a/b"), name("c/b"));
        folders.rename(FolderName.INBOX, name("old"));
        folders.delete(name("c"));
        folders.delete(name("c/b"));
        folders.unsubscribe(name("a"));
        folders.subscribe(name("a"));
        folders.subscribe(name("a"));
        refused(FolderRefusal.NONEXISTENT, () -> folders.delete(name("nowhere")));
        assertThat(heard)
                .containsExactly(
                        new FolderEvent.Names(List.of(name("a"), name("a/b"))),
                        new FolderEvent.Renamed(name("a/b"), name("c/b")),
                        new FolderEvent.Names(List.of(name("c"))),
                        new FolderEvent.Renamed(FolderName.INBOX, name("old")),
                        new FolderEvent.Names(List.of(name("c"))),
                        new FolderEvent.Names(List.of(name("c/b"), name("c"))),
                        new FolderEvent.Subscription(name("a")),
                        new FolderEvent.Subscription(name("a")));
    }
}
