package epostadm.mailstore.hierarchy;

import static epostadm.mailstore.testing.TestMessage.uid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import epostadm.fixtures.Seeded;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.store.Folder;
import epostadm.mailstore.store.Mailbox;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FolderWalkTest {

    /// Long after everything, so that every time of change has settled.
    private static final InstantSource LATER = InstantSource.fixed(Instant.parse("2100-01-01T00:00:00Z"));

    @TempDir
    Path work;

    private TestStore disk(Edition edition) {
        return TestStore.at(work, edition, Layout.PER_DOMAIN)
                .domain("a.example")
                .account("sato");
    }

    private Path root() {
        return work.resolve("inbox").resolve("a.example").resolve("sato");
    }

    private static Map<FolderName, Path> asTheStoreSays(Path root, Edition edition) throws IOException {
        Map<FolderName, Path> folders = new HashMap<>();
        for (Folder folder : new Mailbox(root, edition).folders()) {
            folders.putIfAbsent(folder.name(), folder.directory());
        }
        return folders;
    }

    @ParameterizedTest
    @EnumSource(Edition.class)
    void findsWhatTheStoreFinds(Edition edition) throws IOException {
        disk(edition)
                .mail("INBOX", uid(1))
                .mail("INBOX/仕事/深い")
                .mail("送信済みトレイ")
                .mail("A")
                .mail("A b")
                .mail("A/b")
                .arrival("B0000000001")
                .put("inbox/a.example/sato/not&utf7/uid", "1")
                .put("inbox/a.example/sato/~aside/uid", "1")
                .put("inbox/a.example/sato/rid/uid", "1")
                .put("inbox/a.example/sato/x.MSG/uid", "1");
        Files.createSymbolicLink(root().resolve("link"), work);
        FolderTree tree = new FolderWalk(root(), edition, LATER).walk();
        assertThat(tree.directories()).isEqualTo(asTheStoreSays(root(), edition));
        assertThat(tree.names().stream().map(FolderName::toString))
                .containsExactly("INBOX", "INBOX/仕事", "INBOX/仕事/深い", "A", "A/b", "A b", "rid", "送信済みトレイ");
        assertThat(tree.hasChildren(FolderName.of("A"))).isTrue();
        assertThat(tree.hasChildren(FolderName.of("A b"))).isFalse();
        assertThat(tree.from(FolderName.of("A"))).containsOnlyKeys(FolderName.of("A"), FolderName.of("A", "b"));
    }

    @ParameterizedTest
    @EnumSource(Edition.class)
    void prefersTheEditionsOwnInbox(Edition edition) throws IOException {
        disk(edition).put("inbox/a.example/sato/inbox/one/uid", "1").put("inbox/a.example/sato/INBOX/two/uid", "1");
        FolderTree tree = new FolderWalk(root(), edition, LATER).walk();
        assertThat(tree.directory(FolderName.INBOX)).contains(root().resolve(edition.inboxDirectory()));
        assertThat(tree.names()).contains(FolderName.of("INBOX", "one"), FolderName.of("INBOX", "two"));
    }

    @Test
    void tellsWhatACrashLeftBehind() throws IOException {
        disk(Edition.BSD)
                .mail("INBOX")
                .put("inbox/a.example/sato/~epostadm-new-1/uid", "1")
                .put("inbox/a.example/sato/inbox/~epostadm-deleted-1/uid", "1");
        FolderTree tree = new FolderWalk(root(), Edition.BSD, LATER).walk();
        assertThat(tree.leftOvers())
                .containsExactlyInAnyOrder(
                        root().resolve("~epostadm-new-1"), root().resolve("inbox/~epostadm-deleted-1"));
        assertThat(tree.names()).containsExactly(FolderName.INBOX);
    }

    @Test
    void failsWhereThereIsNoMailbox() {
        FolderWalk walk = new FolderWalk(work.resolve("none"), Edition.BSD, LATER);
        assertThatThrownBy(walk::walk).isInstanceOf(NoSuchFileException.class);
    }

    static Stream<Long> seeds() {
        return Seeded.seeds(40);
    }

    /// Directories come, go and change their names, with mail and without; what was seen before never misleads.
    @ParameterizedTest
    @MethodSource("seeds")
    void seesEveryChange(long seed) throws IOException {
        Seeded random = Seeded.of(seed);
        disk(Edition.BSD).mail("INBOX").mail("A/b/c").mail("D");
        boolean settled = random.chance(0.5);
        FolderWalk walk = new FolderWalk(root(), Edition.BSD, settled ? LATER : InstantSource.system());
        List<String> names = List.of("a", "b", "c", "d");
        for (int i = 0; i < 60; i++) {
            List<Path> all = new ArrayList<>(asTheStoreSays(root(), Edition.BSD).values());
            all.add(root());
            Path at = random.oneOf(all);
            Path child = at.resolve(random.oneOf(names));
            switch (random.between(0, 3)) {
                case 0 -> Files.createDirectories(child);
                case 1 -> {
                    if (Files.isDirectory(child) && Files.list(child).findAny().isEmpty()) {
                        Files.delete(child);
                    }
                }
                case 2 -> {
                    Path other = at.resolve(random.oneOf(names));
                    if (Files.isDirectory(child) && !Files.exists(other)) {
                        Files.move(child, other);
                    }
                }
                default -> Files.writeString(at.resolve("000000000" + random.between(1, 9) + "-000000.MSG"), "x");
            }
            if (settled) {
                // Two changes within a tick of the system's clock would bear one time.
                Files.setLastModifiedTime(at, FileTime.from(TestStore.NOW.plusSeconds(i)));
            }
            assertThat(walk.walk().directories()).isEqualTo(asTheStoreSays(root(), Edition.BSD));
        }
    }

    /// The time of change of a folder of mail stands still while nothing comes or goes in it.
    @Test
    void listsADirectoryAgainOnlyWhereItChanged() throws IOException {
        disk(Edition.BSD).mail("INBOX").mail("A/b");
        FolderWalk walk = new FolderWalk(root(), Edition.BSD, LATER);
        walk.walk();
        Path directory = root().resolve("A");
        FileTime before = Files.getLastModifiedTime(directory);
        Files.createDirectory(directory.resolve("hidden by time"));
        Files.delete(directory.resolve("b/uid"));
        Files.delete(directory.resolve("b/uidvalidity"));
        Files.delete(directory.resolve("b"));
        Files.setLastModifiedTime(directory, before);
        assertThat(walk.walk().names())
                .as("nothing was read, since time and links say that nothing changed; b itself is looked at")
                .doesNotContain(FolderName.of("A", "hidden by time"), FolderName.of("A", "b"));
    }
}
