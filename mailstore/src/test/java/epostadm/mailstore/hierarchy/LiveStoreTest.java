package epostadm.mailstore.hierarchy;

import static epostadm.mailstore.testing.TestMessage.uid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import epostadm.mailstore.account.AccountEntry;
import epostadm.mailstore.disk.UidValidityFile;
import epostadm.mailstore.folder.FolderChange;
import epostadm.mailstore.folder.FolderView;
import epostadm.mailstore.folder.LiveFolder;
import epostadm.mailstore.folder.LiveMessage;
import epostadm.mailstore.folder.MessageFlags;
import epostadm.mailstore.folder.StagedFile;
import epostadm.mailstore.folder.StagedMessage;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Flags;
import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.store.Account;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiveStoreTest {

    private static final String ROOT = "inbox/a.example/sato";
    private static final FolderName A = FolderName.of("A");

    private final List<String> trouble = new ArrayList<>();
    private Instant now = TestStore.NOW;

    private static TestStore store() {
        return TestStore.store(Edition.BSD).domain("a.example").account("sato").mailbox();
    }

    private LiveStore live(TestStore store) throws IOException {
        return LiveStore.open(store::open, () -> now, trouble::add);
    }

    private static List<Long> uids(LiveFolder folder) {
        return folder.messages().stream().map(LiveMessage::uid).toList();
    }

    private static FolderName name(String text) {
        return FolderName.parse(text).orElseThrow();
    }

    private static long append(LiveStore live, LiveFolder folder, String text) throws IOException {
        try (StagedFile file = live.stage()) {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            file.write(bytes, 0, bytes.length);
            file.finish();
            MessageFlags flags = new MessageFlags(Flags.parse("000000").orElseThrow(), new TreeSet<>());
            return folder.append(List.of(new StagedMessage(file, flags, Optional.empty())))
                    .getFirst();
        }
    }

    @Nested
    class Opening {

        @ParameterizedTest
        @EnumSource(Edition.class)
        void makesInboxWhereItIsMissing(Edition edition) throws Exception {
            TestStore store =
                    TestStore.store(edition).domain("a.example").account("sato").mailbox();
            AccountFolders folders = live(store).folders(store.find("sato"));
            LiveFolder inbox = folders.open(FolderName.INBOX);
            assertThat(uids(inbox)).isEmpty();
            assertThat(store.names(ROOT)).contains(edition.inboxDirectory());
            assertThat(folders.list().getFirst().subscribed())
                    .as("nobody has said that it is not")
                    .isTrue();
        }

        @Test
        void findsAnInboxThatIsSpeltOtherwise() throws Exception {
            TestStore store = store().put(ROOT + "/INBOX/0000000003-000010.MSG", "Subject: x\r\n\r\n");
            AccountFolders folders = live(store).folders(store.find("sato"));
            assertThat(uids(folders.open(FolderName.INBOX))).containsExactly(3L);
            assertThat(store.names(ROOT)).containsExactly("INBOX");
        }

        @Test
        void isOneObjectForAllWhoUseIt() throws Exception {
            TestStore store = store().mail("A", uid(1));
            LiveStore live = live(store);
            AccountFolders folders = live.folders(store.find("sato"));
            LiveFolder folder = folders.open(A);
            assertThat(live.folders(store.find("sato")).open(A)).isSameAs(folder);
            folders.release(folder);
            now = now.plusSeconds(3_600);
            live.lookAround();
            assertThat(folders.open(A)).as("somebody still uses it").isSameAs(folder);
        }

        @Test
        void isLetGoAMinuteAfterNobodyUsesIt() throws Exception {
            TestStore store = store().mail("A", uid(1));
            LiveStore live = live(store);
            AccountFolders folders = live.folders(store.find("sato"));
            LiveFolder folder = folders.open(A);
            folders.release(folder);
            now = now.plusSeconds(59);
            live.lookAround();
            assertThat(folders.open(A)).isSameAs(folder);
            folders.release(folder);
            now = now.plusSeconds(71);
            live.lookAround();
            assertThat(folders.open(A)).isNotSameAs(folder);
        }

        @Test
        void isOfANewFolderWhereACommandHasReplacedIt() throws Exception {
            TestStore store = store().mail("INBOX", uid(7));
            AccountFolders folders = live(store).folders(store.find("sato"));
            LiveFolder before = folders.open(FolderName.INBOX);
            FolderView view = before.view(false);
            Files.move(store.path(ROOT + "/inbox"), store.path(ROOT + "/OLD_INBOX"));
            store.mail("INBOX").uidValidity(5_000);
            LiveFolder after = folders.open(FolderName.INBOX);
            assertThat(after).isNotSameAs(before);
            assertThat(after.uidValidity()).isEqualTo(5_000);
            assertThat(view.gone()).isTrue();
            folders.release(before);
            folders.release(after);
            assertThat(uids(folders.open(name("OLD_INBOX")))).containsExactly(7L);
        }

        @Test
        void neverHasAUidvalidityBelowThoseThatTheNameHad() throws Exception {
            TestStore store = store().mail("A", uid(1)).uidValidity(4_000_000_000L);
            AccountFolders folders = live(store).folders(store.find("sato"));
            folders.delete(A);
            store.mail("A", uid(1)).uidValidity(3);
            assertThat(folders.open(A).uidValidity()).isGreaterThanOrEqualTo(4_000_000_000L);
        }
    }

    @Nested
    class Watching {

        @Test
        void tellsOfWhatSomebodyDroppedIntoAFolder() throws Exception {
            TestStore store = store().mail("A", uid(1));
            LiveStore live = live(store);
            FolderView view = live.folders(store.find("sato")).open(A).view(true);
            AtomicInteger told = new AtomicInteger();
            view.onPending(told::incrementAndGet);
            live.lookAround();
            assertThat(told).hasValue(0);
            store.mail("A", uid(2));
            live.lookAround();
            assertThat(told).hasPositiveValue();
            assertThat(view.changes(true)).contains(new FolderChange.Exists(2));
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void tellsOfMailThatArrived(boolean said) throws Exception {
            TestStore store = store().mail("INBOX", uid(1));
            LiveStore live = live(store);
            FolderView view =
                    live.folders(store.find("sato")).open(FolderName.INBOX).view(false);
            AtomicInteger told = new AtomicInteger();
            view.onPending(told::incrementAndGet);
            live.lookAround();
            store.arrival("B0000000001");
            if (said) {
                live.arrived(store.path(ROOT));
            } else {
                live.lookAround();
            }
            assertThat(told).hasPositiveValue();
            assertThat(view.changes(true)).contains(new FolderChange.Exists(2));
        }

        @Test
        void tellsThatAFolderIsGone() throws Exception {
            TestStore store = store().mail("A", uid(1));
            LiveStore live = live(store);
            FolderView view = live.folders(store.find("sato")).open(A).view(true);
            live.lookAround();
            Files.move(store.path(ROOT + "/A"), store.path(ROOT + "/~A"));
            live.lookAround();
            assertThat(view.gone()).isTrue();
        }

        @Test
        void passesOverMailboxesThatNobodyHasOpen() throws Exception {
            TestStore store = store().arrival("B0000000001");
            LiveStore live = live(store);
            live.arrived(store.path(ROOT));
            live.folders(store.find("sato"));
            live.arrived(store.path(ROOT));
            live.lookAround();
            assertThat(store.names(ROOT)).containsExactly("B0000000001.MSG");
            assertThat(trouble).isEmpty();
        }
    }

    @Nested
    class Staging {

        @Test
        void dropsWhatACrashLeft() throws Exception {
            TestStore store = store().mail("A").put(".epostadm/append/left", "x");
            LiveStore live = live(store);
            assertThat(store.names(".epostadm/append")).isEmpty();
            LiveFolder folder = live.folders(store.find("sato")).open(A);
            assertThat(append(live, folder, "Subject: a\r\n\r\nb\r\n")).isEqualTo(1);
            assertThat(store.names(".epostadm/append")).isEmpty();
            live.close();
        }
    }

    @Nested
    class FoldersAtWork {

        @Test
        void followARename() throws Exception {
            TestStore store = store().mail("A", uid(1)).mail("A/b", uid(2));
            LiveStore live = live(store);
            AccountFolders folders = live.folders(store.find("sato"));
            LiveFolder below = folders.open(name("A/b"));
            String id = below.id();
            FolderView view = below.view(true);
            folders.rename(A, name("X/y"));
            assertThat(view.gone()).isFalse();
            assertThat(append(live, below, "Subject: a\r\n\r\n")).isEqualTo(3);
            assertThat(store.names(ROOT + "/X/y/b")).contains("0000000003-100000.MSG");
            assertThat(folders.open(name("X/y/b"))).isSameAs(below);
            assertThat(below.id()).isEqualTo(id);
            assertThatThrownBy(() -> folders.open(name("A/b"))).isInstanceOf(FolderRefusedException.class);
        }

        @Test
        void areGoneWhenDeleted() throws Exception {
            TestStore store = store().mail("A", uid(1));
            LiveStore live = live(store);
            AccountFolders folders = live.folders(store.find("sato"));
            LiveFolder folder = folders.open(A);
            FolderView view = folder.view(false);
            AtomicInteger told = new AtomicInteger();
            view.onPending(told::incrementAndGet);
            folders.delete(A);
            assertThat(view.gone()).isTrue();
            assertThat(told).hasPositiveValue();
            assertThatThrownBy(() -> append(live, folder, "Subject: a\r\n\r\n")).isInstanceOf(IOException.class);
            folders.create(A, Set.of());
            LiveFolder anew = folders.open(A);
            assertThat(anew).isNotSameAs(folder);
            assertThat(uids(anew)).isEmpty();
            folders.release(folder);
            assertThat(folders.open(A))
                    .as("the old one's release lets nobody else's go")
                    .isSameAs(anew);
        }

        @Test
        void getAHigherUidvalidityWhereTheNameHadOne() throws Exception {
            TestStore store =
                    store().mail("A", uid(1)).uidValidity(100).mail("B", uid(2)).uidValidity(200);
            AccountFolders folders = live(store).folders(store.find("sato"));
            folders.delete(name("B"));
            LiveFolder a = folders.open(A);
            FolderView view = a.view(true);
            folders.rename(A, name("B"));
            assertThat(UidValidityFile.read(store.path(ROOT + "/B")).value()).isGreaterThan(200);
            assertThat(view.gone()).isTrue();
            LiveFolder b = folders.open(name("B"));
            assertThat(b.uidValidity()).isGreaterThan(200);
            assertThat(uids(b)).containsExactly(1L);
        }
    }

    @Nested
    class RenamingInbox {

        @Test
        void movesTheMessagesAlone() throws Exception {
            TestStore store = store().mail("INBOX", uid(5).flags("000010"), uid(9).flags("001000"))
                    .mail("INBOX/sub", uid(1));
            Files.createFile(store.path(ROOT + "/$offpop3"));
            store.arrival("B0000000001");
            AccountFolders folders = live(store).folders(store.find("sato"));
            LiveFolder inbox = folders.open(FolderName.INBOX);
            String id = inbox.id();
            long validity = inbox.uidValidity();
            FolderView view = inbox.view(false);
            folders.rename(FolderName.INBOX, name("Old/mail"));
            assertThat(folders.list().stream().map(one -> one.name().toString()))
                    .containsExactly("INBOX", "INBOX/sub", "Old", "Old/mail");
            LiveFolder old = folders.open(name("Old/mail"));
            assertThat(old.messages()).hasSize(3);
            assertThat(old.messages().getFirst().flags().system().seen()).isTrue();
            assertThat(uids(inbox)).isEmpty();
            assertThat(view.changes(true))
                    .filteredOn(FolderChange.Expunged.class::isInstance)
                    .hasSize(3);
            assertThat(inbox.id()).isEqualTo(id);
            assertThat(inbox.uidValidity()).isEqualTo(validity);
            assertThat(old.id()).isNotEqualTo(id);
            assertThat(folders.open(FolderName.INBOX)).isSameAs(inbox);
        }
    }

    @Test
    void sharesACommonBoxBetweenDomains() throws Exception {
        TestStore store = TestStore.store(Edition.BSD, Layout.COMMON)
                .domain("a.example")
                .account("sato")
                .entry(entry -> new AccountEntry(
                        entry.name(),
                        entry.password(),
                        entry.fullName(),
                        entry.home(),
                        entry.smtpAuth(),
                        entry.apop(),
                        entry.sizeLimit(),
                        false,
                        true,
                        entry.state()))
                .mailbox()
                .arrival("B0000000001");
        Account noPop3 = store.find("sato");
        store.domain("b.example").account("sato");
        LiveStore live = live(store);
        AccountFolders folders = live.folders(noPop3);
        assertThat(live.folders(store.find("sato"))).isSameAs(folders);
        assertThat(folders.open(FolderName.INBOX).view(false).messages()).hasSize(1);
        assertThat(store.names("inbox/sato"))
                .as("POP3 is on for the account of the same name in the other domain")
                .contains("B0000000001.MSG");
    }

    /// Two sessions of one account make, rename, delete and list at once: every call ends as the rules say, and
    /// what is listed afterwards lies there.
    @Test
    void takesTwoSessionsAtOnce() throws Exception {
        TestStore store = store();
        LiveStore live = live(store);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<Integer>> done = new ArrayList<>();
            for (int t = 0; t < 3; t++) {
                int thread = t;
                Callable<Integer> session = () -> session(live, store, thread);
                done.add(threads.submit(session));
            }
            int made = 0;
            for (Future<Integer> one : done) {
                made += one.get();
            }
            AccountFolders folders = live.folders(store.find("sato"));
            assertThat(folders.list().stream().filter(ListedFolder::exists).count())
                    .as("INBOX, and what is left")
                    .isEqualTo(1 + made);
        } finally {
            threads.shutdownNow();
        }
    }

    private static int session(LiveStore live, TestStore store, int thread) throws IOException {
        int made = 0;
        for (int i = 0; i < 60; i++) {
            AccountFolders folders = live.folders(store.find("sato"));
            FolderName shared = FolderName.of("f" + i % 5);
            try {
                switch ((i + thread) % 3) {
                    case 0 -> {
                        folders.create(shared, Set.of());
                        made++;
                    }
                    case 1 -> {
                        folders.delete(shared);
                        made--;
                    }
                    default -> {
                        LiveFolder folder = folders.open(shared);
                        folders.release(folder);
                        folders.rename(shared, FolderName.of("f" + (i + 1) % 5));
                    }
                }
            } catch (FolderRefusedException e) {
                assertThat(e.refusal()).isIn(FolderRefusal.ALREADY_EXISTS, FolderRefusal.NONEXISTENT);
            }
            assertThat(folders.list()).isNotEmpty();
        }
        return made;
    }
}
