package epostadm.mailstore.hierarchy;

import static epostadm.mailstore.testing.TestMessage.uid;
import static org.assertj.core.api.Assertions.assertThat;

import epostadm.mailstore.disk.Durability;
import epostadm.mailstore.disk.SideFiles;
import epostadm.mailstore.folder.FolderHouse;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.testing.StoreTree;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Wherever a change of the tree is cut short, what is there afterwards is what was before or what was wanted.
class KilledTreeChangeTest {

    private static final String ROOT = "inbox/a.example/sato";

    @TempDir
    Path directory;

    private int stores;

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    /// Kills whoever forces something for the n-th time, before that.
    private static final class Killing implements Durability {
        private int left;

        Killing(int left) {
            this.left = left;
        }

        private void count() {
            if (--left == 0) {
                throw new Killed();
            }
        }

        @Override
        public void forceFile(Path file) {
            count();
        }

        @Override
        public void forceDirectory(Path directory) {
            count();
        }

        @Override
        public boolean syncVolume(Path anywhere) {
            return true;
        }
    }

    @FunctionalInterface
    private interface Change {
        void make(AccountFolders folders) throws IOException, FolderRefusedException;
    }

    private TestStore store() {
        return TestStore.at(directory.resolve("s" + stores++), Edition.BSD, Layout.PER_DOMAIN)
                .domain("a.example")
                .account("sato")
                .mail("INBOX", uid(1))
                .mail("A", uid(2))
                .mail("A/b", uid(3))
                .mail("A/b/c", uid(4))
                .mail("D", uid(5));
    }

    private static AccountFolders folders(TestStore store, Durability durability) throws IOException {
        FolderHouse house = new FolderHouse(InstantSource.fixed(TestStore.NOW), durability, _ -> {});
        return AccountFolders.open(
                Home.of(store.path(ROOT), Edition.BSD, store.open().paths(), house));
    }

    private static StoreTree tree(TestStore store) {
        return new StoreTree(store.tree().below(ROOT).entries())
                .without(name -> SideFiles.NAMES.stream().anyMatch(name::endsWith));
    }

    private static List<String> names(AccountFolders folders) throws IOException {
        return folders.list().stream()
                .filter(ListedFolder::exists)
                .map(folder -> folder.name() + (folder.selectable() ? "" : " \\Noselect"))
                .toList();
    }

    /// @return how often it was killed
    private int killedEverywhere(Change change, Set<List<String>> allowed) throws Exception {
        for (int n = 1; ; n++) {
            TestStore store = store();
            AccountFolders folders = folders(store, new Killing(n));
            try {
                change.make(folders);
                return n - 1;
            } catch (Killed e) {
                AccountFolders anew = folders(store, Durability.NONE);
                assertThat(allowed).as("killed at force " + n).contains(names(anew));
                assertThat(tree(store).entries().keySet()).noneMatch(name -> name.contains("~epostadm-"));
                assertThat(mail(store)).as("killed at force " + n).containsAll(kept(change));
                try {
                    change.make(anew);
                } catch (FolderRefusedException refused) {
                    assertThat(refused.refusal())
                            .as("it had been done")
                            .isIn(FolderRefusal.ALREADY_EXISTS, FolderRefusal.NONEXISTENT, FolderRefusal.HAS_CHILDREN);
                }
                TestStore unharmed = store();
                AccountFolders there = folders(unharmed, Durability.NONE);
                change.make(there);
                assertThat(names(anew)).isEqualTo(names(there));
                assertThat(tree(store).entries().keySet())
                        .isEqualTo(tree(unharmed).entries().keySet());
            }
        }
    }

    private List<String> kept = List.of();

    private List<String> kept(Change change) {
        return kept;
    }

    private static List<String> mail(TestStore store) {
        return tree(store).entries().keySet().stream()
                .filter(name -> name.endsWith(".MSG"))
                .map(name -> name.substring(name.lastIndexOf('/') + 1, name.lastIndexOf('-')))
                .toList();
    }

    private static final List<String> BEFORE = List.of("INBOX", "A", "A/b", "A/b/c", "D");

    @Test
    void makesAFolderWholeOrNotAtAll() throws Exception {
        kept = List.of("0000000001", "0000000002", "0000000003", "0000000004", "0000000005");
        int kills = killedEverywhere(
                folders -> folders.create(FolderName.of("X", "y"), Set.of()),
                Set.of(BEFORE, List.of("INBOX", "A", "A/b", "A/b/c", "D", "X", "X/y")));
        assertThat(kills).isGreaterThan(5);
    }

    @Test
    void deletesAFolderWholeOrNotAtAll() throws Exception {
        kept = List.of("0000000001", "0000000002", "0000000003", "0000000004");
        killedEverywhere(
                folders -> folders.delete(FolderName.of("D")), Set.of(BEFORE, List.of("INBOX", "A", "A/b", "A/b/c")));
    }

    @Test
    void renamesAFolderWithAllBelowOrNotAtAll() throws Exception {
        kept = List.of("0000000001", "0000000002", "0000000003", "0000000004", "0000000005");
        int kills = killedEverywhere(
                folders -> folders.rename(FolderName.of("A"), FolderName.of("X", "y")),
                Set.of(
                        BEFORE,
                        List.of("INBOX", "A", "A/b", "A/b/c", "D", "X"),
                        List.of("INBOX", "D", "X", "X/y", "X/y/b", "X/y/b/c")));
        assertThat(kills).isGreaterThan(3);
    }
}
