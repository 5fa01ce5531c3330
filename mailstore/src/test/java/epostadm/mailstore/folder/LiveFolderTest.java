package epostadm.mailstore.folder;

import static epostadm.mailstore.folder.Workshop.add;
import static epostadm.mailstore.folder.Workshop.flags;
import static epostadm.mailstore.folder.Workshop.message;
import static epostadm.mailstore.folder.Workshop.names;
import static epostadm.mailstore.folder.Workshop.store;
import static epostadm.mailstore.folder.Workshop.subject;
import static epostadm.mailstore.folder.Workshop.told;
import static epostadm.mailstore.folder.Workshop.uids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveFolderTest {

    @TempDir
    private Path directory;

    private Workshop shop;
    private Path inbox;

    @BeforeEach
    void makeShop() throws IOException {
        shop = new Workshop(directory);
        inbox = shop.inbox();
    }

    private LiveFolder three() throws IOException {
        shop.put(inbox, 1, "000010");
        shop.put(inbox, 4, "100000");
        shop.put(inbox, 9, "100000");
        return shop.open(inbox);
    }

    @Test
    void showsWhatTheNamesSay() throws IOException {
        LiveFolder folder = three();
        assertThat(uids(folder)).containsExactly(1L, 4L, 9L);
        assertThat(folder.uidNext()).isEqualTo(10);
        assertThat(folder.counts()).isEqualTo(new LiveFolder.Counts(3, 2, 2, 0));
        assertThat(message(folder, 1).flags().system().seen()).isTrue();
        assertThat(Files.readString(inbox.resolve("uid"))).isEqualTo("10");
        assertThat(Files.readString(inbox.resolve("uidvalidity"))).isEqualTo(Long.toString(folder.uidValidity()));
    }

    @Test
    void keepsEverythingOverReopening() throws IOException {
        LiveFolder folder = three();
        add(folder, folder.messages().subList(0, 2), "000100", "$Junk", "work");
        folder.expunge(List.of(message(folder, 4)));
        LiveFolder again = shop.open(inbox);
        assertThat(state(again)).isEqualTo(state(folder));
        assertThat(again.keywords()).containsExactly("$Junk", "work");
        assertThat(shop.troubles).isEmpty();
    }

    static List<Object> state(LiveFolder folder) {
        return List.of(
                folder.id(),
                folder.uidValidity(),
                folder.uidNext(),
                folder.highestModSeq(),
                folder.keywords(),
                folder.counts(),
                folder.messages().stream()
                        .map(message -> message.uid() + " " + message.flags() + " " + message.modSeq() + " "
                                + message.saved() + " " + message.emailId() + " " + message.contentKey())
                        .toList());
    }

    @Test
    void renamesOnAChangeOfFlagsAndClearsTheRecentDigit() throws IOException {
        LiveFolder folder = three();
        long before = folder.highestModSeq();
        store(folder, null, List.of(message(folder, 4)), FlagChange.Mode.ADD, flags("120010"));
        assertThat(names(inbox)).contains("0000000004-020010.MSG");
        assertThat(message(folder, 4).modSeq())
                .isEqualTo(folder.highestModSeq())
                .isGreaterThan(before);
        store(folder, null, folder.messages(), FlagChange.Mode.REMOVE, flags("030010"));
        assertThat(names(inbox))
                .containsExactly("0000000001-000000.MSG", "0000000004-000000.MSG", "0000000009-100000.MSG");
        store(folder, null, folder.messages(), FlagChange.Mode.REPLACE, flags("001000", "$Forwarded"));
        assertThat(names(inbox))
                .containsExactly("0000000001-021000.MSG", "0000000004-021000.MSG", "0000000009-021000.MSG");
        assertThat(folder.keywords()).isEmpty();
    }

    @Test
    void tellsNoModSequenceBeyondWhatAViewHasHeard() throws IOException {
        LiveFolder folder = three();
        add(folder, List.of(message(folder, 4)), "000100");
        try (FolderView view = folder.view(false)) {
            long before = view.highestModSeq();
            assertThat(before).isEqualTo(folder.highestModSeq());
            folder.expunge(List.of(message(folder, 4)));
            assertThat(folder.highestModSeq()).isGreaterThan(before);
            assertThat(view.highestModSeq()).isEqualTo(before);
            view.changes(false);
            assertThat(view.highestModSeq()).isEqualTo(before);
            view.changes(true);
            assertThat(view.highestModSeq()).isEqualTo(folder.highestModSeq());
        }
    }

    @Test
    void leavesAloneWhatHasChangedSince() throws IOException {
        LiveFolder folder = three();
        long since = folder.highestModSeq();
        add(folder, List.of(message(folder, 4)), "001000");
        LiveFolder.StoreOutcome outcome = folder.store(
                folder.messages(), new FlagChange(FlagChange.Mode.ADD, flags("000010")), OptionalLong.of(since), null);
        assertThat(uids(outcome.modified())).containsExactly(4L);
        assertThat(uids(outcome.done())).containsExactly(1L, 9L);
        assertThat(message(folder, 1).modSeq()).as("had it already").isLessThanOrEqualTo(since);
    }

    @Test
    void tellsViewsWhatOthersDo() throws IOException {
        LiveFolder folder = three();
        FolderView one = folder.view(false);
        FolderView two = folder.view(false);
        store(folder, one, List.of(one.messages().get(0)), FlagChange.Mode.ADD, flags("001000"));
        assertThat(told(one)).isEmpty();
        assertThat(two.pending()).isTrue();
        assertThat(told(two)).isEqualTo("*1 001010");
        store(folder, two, List.of(one.messages().get(0)), FlagChange.Mode.REMOVE, flags("001000"));
        assertThat(told(one)).isEqualTo("*1 000010");
        assertThat(told(two)).isEmpty();
        store(folder, one, one.messages().subList(0, 2), FlagChange.Mode.ADD, flags("000100"));
        assertThat(folder.expunge(one.messages())).hasSize(2);
        folder.append(List.of(shop.staged("Subject: new\n\n.\n", flags("000010"))));
        assertThat(told(one, false)).isEqualTo("=4 r3");
        assertThat(one.messages()).hasSize(4);
        assertThat(told(one)).isEqualTo("-1 -1 r2");
        assertThat(told(two)).isEqualTo("-1 -1 =2 r0");
        assertThat(uids(two.messages())).containsExactly(9L, 10L);
        assertThat(two.sequence(10)).hasValue(2);
        assertThat(two.sequence(4)).isEmpty();
        assertThat(two.indexOf(4)).isZero();
    }

    @Test
    void neverShowsWhatCameAndWentUnseen() throws IOException {
        LiveFolder folder = three();
        FolderView view = folder.view(true);
        folder.append(List.of(shop.staged("Subject: new\n\n.\n", flags("000100"))));
        folder.expunge(folder.messages());
        assertThat(view.pending()).isFalse();
        assertThat(told(view)).isEmpty();
    }

    @Test
    void givesWhatIsRecentToOneView() throws IOException {
        LiveFolder folder = three();
        FolderView looking = folder.view(true);
        assertThat(looking.recentCount()).isEqualTo(2);
        FolderView first = folder.view(false);
        FolderView second = folder.view(false);
        assertThat(first.recentCount()).isEqualTo(2);
        assertThat(second.recentCount()).isZero();
        assertThat(folder.counts().recent()).isZero();
        first.close();
        assertThat(shop.open(inbox).view(false).recentCount()).isZero();
        assertThat(names(inbox)).contains("0000000009-100000.MSG");
    }

    @Test
    void hearsOfOtherPrograms() throws IOException {
        LiveFolder folder = three();
        FolderView view = folder.view(false);
        AtomicInteger heard = new AtomicInteger();
        view.onPending(heard::incrementAndGet);
        add(folder, List.of(message(folder, 4)), "000000", "kept");
        assertThat(told(view)).isEqualTo("*2 100000");
        Files.move(inbox.resolve("0000000004-100000.MSG"), inbox.resolve("0000000004-000010.MSG"));
        Files.delete(inbox.resolve("0000000001-000010.MSG"));
        shop.put(inbox, 12, "100000");
        long before = folder.highestModSeq();
        folder.refresh();
        assertThat(told(view)).isEqualTo("-1 =3 r3 *1 000010");
        assertThat(heard).hasPositiveValue();
        assertThat(folder.keywords()).containsExactly("kept");
        assertThat(folder.uidNext()).isEqualTo(13);
        assertThat(Files.readString(inbox.resolve("uid"))).isEqualTo("13");
        assertThat(folder.expungedSince(before)).containsExactly(new UidRange(1, 1));
    }

    @Test
    void givesNewUidsToWhatComesWithOldOnes() throws IOException {
        LiveFolder folder = three();
        FolderView view = folder.view(false);
        shop.put(inbox, 2, "000010");
        folder.refresh();
        assertThat(told(view)).startsWith("=4");
        assertThat(subject(view.messages().get(3))).isEqualTo("Subject: 2");
        assertThat(uids(folder)).containsExactly(1L, 4L, 9L, 10L);
    }

    @Test
    void copiesWithFlagsDatesAndEmailIds() throws IOException {
        LiveFolder folder = three();
        LiveFolder other = shop.open(shop.folder("Sent"));
        add(folder, List.of(message(folder, 4)), "001000", "work");
        FolderView view = other.view(true);
        LiveFolder.Copied copied = folder.copy(folder.messages(), other);
        assertThat(copied)
                .isEqualTo(new LiveFolder.Copied(other.uidValidity(), List.of(1L, 4L, 9L), List.of(1L, 2L, 3L)));
        assertThat(told(view)).isEqualTo("=3 r3");
        LiveMessage copy = message(other, 2);
        assertThat(copy.flags()).isEqualTo(flags("101000", "work"));
        assertThat(copy.emailId()).isEqualTo(message(folder, 4).emailId());
        assertThat(copy.contentKey()).isNotEqualTo(message(folder, 4).contentKey());
        assertThat(copy.<Instant>withFile(
                        file -> Files.getLastModifiedTime(file).toInstant()))
                .isEqualTo(Workshop.NOW.plusSeconds(4));
        assertThat(copy.saved()).isPresent();
        assertThat(subject(copy)).isEqualTo("Subject: 4");
        assertThat(state(shop.open(other(other)))).isEqualTo(state(other));
        LiveFolder.Copied same = folder.copy(List.of(message(folder, 1)), folder);
        assertThat(same.to()).containsExactly(10L);
    }

    private Path other(LiveFolder folder) {
        assertThat(folder.messages()).isNotEmpty();
        return shop.root.resolve("Sent");
    }

    @Test
    void movesEachMessageOnce() throws IOException {
        LiveFolder folder = three();
        LiveFolder other = shop.open(shop.folder("Trash"));
        FolderView view = folder.view(true);
        String id = message(folder, 9).emailId();
        LiveFolder.Copied moved = folder.move(List.of(message(folder, 9), message(folder, 1)), other);
        assertThat(moved.from()).containsExactly(1L, 9L);
        assertThat(moved.to()).containsExactly(1L, 2L);
        assertThat(message(other, 2).emailId()).isEqualTo(id);
        assertThat(told(view)).isEqualTo("-1 -2 r1");
        assertThat(names(inbox)).containsExactly("0000000004-100000.MSG");
        assertThat(folder.move(folder.messages(), folder).to()).containsExactly(10L);
        assertThat(names(inbox)).containsExactly("0000000010-100000.MSG");
        assertThat(told(view)).isEqualTo("-1 =1 r1");
    }

    @Test
    void appendsAllOrNone() throws IOException {
        LiveFolder folder = three();
        StagedMessage good = shop.staged("Subject: a\n\n..b\n.\n", flags("000001", "$MDNSent"));
        StagedMessage bad = shop.staged("Subject: b\n\n", flags("000000"));
        bad.file().close();
        assertThatThrownBy(() -> folder.append(List.of(good, bad))).isInstanceOf(NoSuchFileException.class);
        assertThat(names(inbox)).hasSize(3);
        assertThat(folder.append(List.of(good))).hasSize(1);
        good.file().close();
        LiveMessage message = folder.messages().getLast();
        assertThat(message.flags()).isEqualTo(flags("100001", "$MDNSent"));
        assertThat(message.<String>withFile(Files::readString)).isEqualTo("Subject: a\r\n\r\n...b\r\n..\r\n");
        assertThat(message.<Instant>withFile(
                        file -> Files.getLastModifiedTime(file).toInstant()))
                .isEqualTo(Workshop.NOW);
        assertThat(shop.root.resolveSibling("staged")).isEmptyDirectory();
    }

    @Test
    void replacesAMessageByAnother() throws IOException {
        LiveFolder folder = three();
        LiveFolder drafts = shop.open(shop.folder("Drafts"));
        LiveMessage old = message(folder, 4);
        long uid = drafts.replace(shop.staged("Subject: new\n\n", flags("000001")), folder, old);
        assertThat(uids(drafts)).containsExactly(uid);
        assertThat(uids(folder)).containsExactly(1L, 9L);
        StagedMessage late = shop.staged("Subject: newer\n\n", flags("000001"));
        assertThatThrownBy(() -> drafts.replace(late, folder, old)).isInstanceOf(NoSuchFileException.class);
        late.file().close();
        assertThat(uids(drafts)).hasSize(1);
    }

    @Test
    void findsAFileWhoseFlagsChangeMeanwhile() throws IOException {
        LiveFolder folder = three();
        LiveMessage message = message(folder, 4);
        Files.move(inbox.resolve("0000000004-100000.MSG"), inbox.resolve("0000000004-000010.MSG"));
        assertThat(subject(message)).isEqualTo("Subject: 4");
        assertThat(message.flags().system().seen()).isTrue();
        Files.delete(inbox.resolve("0000000004-000010.MSG"));
        assertThatThrownBy(() -> subject(message)).isInstanceOf(NoSuchFileException.class);
        assertThat(message.expunged()).isTrue();
    }

    @Test
    void showsOneOfTwoFilesWithTheSameUid() throws IOException {
        shop.put(inbox, 4, "000010");
        shop.put(inbox, 4, "100000");
        LiveFolder folder = shop.open(inbox);
        assertThat(uids(folder)).containsExactly(4L);
        assertThat(shop.troubles).singleElement().asString().contains("UID 4");
        add(folder, folder.messages(), "001000");
        shop.put(inbox, 5, "100000");
        folder.refresh();
        assertThat(message(folder, 4).flags().system().digits()).isEqualTo("001010");
        assertThat(names(inbox)).hasSize(3);
    }

    @Test
    void isGoneWhenItsDirectoryIsReplaced() throws IOException {
        LiveFolder folder = three();
        FolderView view = folder.view(false);
        AtomicInteger heard = new AtomicInteger();
        view.onPending(heard::incrementAndGet);
        Files.move(inbox, shop.root.resolve("OLD_INBOX"));
        Files.createDirectory(inbox);
        assertThatThrownBy(() -> folder.expunge(folder.messages())).isInstanceOf(NoSuchFileException.class);
        assertThat(folder.gone()).isTrue();
        assertThat(view.gone()).isTrue();
        assertThat(heard).hasPositiveValue();
        folder.refresh();
        LiveFolder old = shop.open(shop.root.resolve("OLD_INBOX"));
        assertThat(old.id()).isEqualTo(folder.id());
        assertThat(shop.open(inbox).id()).isNotEqualTo(folder.id());
    }

    @Test
    void isGoneWhenUidvalidityIsAnother() throws IOException {
        LiveFolder folder = three();
        folder.refresh();
        Files.delete(inbox.resolve("uidvalidity"));
        folder.refresh();
        assertThat(inbox.resolve("uidvalidity")).hasContent(Long.toString(folder.uidValidity()));
        Files.delete(inbox.resolve("uidvalidity"));
        Files.writeString(inbox.resolve("uidvalidity"), "77");
        folder.refresh();
        assertThat(folder.gone()).isTrue();
        assertThatThrownBy(() -> folder.view(true)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void refusesSymbolicLinks() throws IOException {
        Files.createSymbolicLink(shop.root.resolve("link"), inbox);
        assertThatThrownBy(() -> shop.open(shop.root.resolve("link"))).isInstanceOf(RefusedException.class);
        Files.createDirectory(inbox.resolve("below"));
        assertThatThrownBy(() -> shop.open(shop.root.resolve("link/below"))).isInstanceOf(RefusedException.class);
    }

    @Test
    void keepsWhatItKnowsUnderARaisedUidvalidity() throws IOException {
        LiveFolder folder = three();
        add(folder, folder.messages(), "000000", "work");
        String id = message(folder, 4).emailId();
        long least = folder.uidValidity() + 5;
        LiveFolder again = shop.open(inbox, least);
        assertThat(again.uidValidity()).isEqualTo(least);
        assertThat(again.keywords()).containsExactly("work");
        assertThat(message(again, 4).emailId()).isEqualTo(id);
        FolderView view = again.view(false);
        again.move(() -> {}, new FolderPlace(inbox, shop.root, true), least + 3);
        assertThat(view.gone()).isTrue();
        assertThat(again.uidValidity()).isEqualTo(least + 3);
        assertThat(message(again, 4).emailId()).isEqualTo(id);
        LiveFolder third = shop.open(inbox);
        assertThat(state(third)).isEqualTo(state(again));
        assertThat(third.keywords()).containsExactly("work");
    }

    @Test
    void worksOnUnderItsNewName() throws IOException {
        LiveFolder folder = three();
        FolderView view = folder.view(false);
        Path renamed = shop.root.resolve("new");
        folder.move(() -> Files.move(inbox, renamed), new FolderPlace(renamed, shop.root, false), 0);
        add(folder, folder.messages(), "000010");
        assertThat(subject(view.messages().getFirst())).isEqualTo("Subject: 1");
        assertThat(view.gone()).isFalse();
        folder.retire();
        assertThat(view.gone()).isTrue();
        assertThat(folder.watched()).isFalse();
    }

    @Test
    void doesNotListAgainWhatItDidItself() throws IOException {
        shop.clock = InstantSource.fixed(Instant.now().plusSeconds(60));
        LiveFolder folder = three();
        folder.refresh();
        add(folder, folder.messages(), "000010");
        folder.append(List.of(shop.staged("a\n", flags("000000"))));
        // Behind its back, with the directory's time put back: only a listing would show it.
        var time = Files.getLastModifiedTime(inbox);
        Files.delete(inbox.resolve("0000000001-000010.MSG"));
        Files.setLastModifiedTime(inbox, time);
        folder.refresh();
        assertThat(uids(folder)).containsExactly(1L, 4L, 9L, 10L);
    }

    @Test
    void tellsListenersAtOnceWhatIsPendingAlready() throws IOException {
        LiveFolder folder = three();
        FolderView view = folder.view(true);
        add(folder, folder.messages(), "001000");
        AtomicInteger heard = new AtomicInteger();
        view.onPending(() -> {
            heard.incrementAndGet();
            try {
                folder.refresh();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertThat(heard).hasValue(1);
        view.changes(true);
        view.onPending(heard::incrementAndGet);
        assertThat(heard).hasValue(1);
    }
}
