package epostadm.mailstore.hierarchy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import epostadm.mailstore.disk.SideFiles;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Clients that ask for the worst that names can be.
class AdverseTreeTest {

    private static AccountFolders folders(TestStore store) throws IOException {
        return LiveStore.open(store::open, () -> TestStore.NOW, _ -> {}).folders(store.find("sato"));
    }

    private static TestStore disk(Edition edition) {
        return TestStore.store(edition).domain("a.example").account("sato").mailbox();
    }

    private static FolderName name(String text) {
        return FolderName.parse(text).orElseThrow();
    }

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(FolderRefusedException.class);
    }

    private static String deep(String component, int length) {
        String name = component;
        while (name.length() + component.length() + 1 <= length) {
            name = name + "/" + component;
        }
        return name;
    }

    @ParameterizedTest
    @EnumSource(Edition.class)
    void cannotMakeNamesByRenamingThatNobodyCouldMake(Edition edition) throws Exception {
        TestStore store = disk(edition);
        AccountFolders folders = folders(store);
        int length = edition == Edition.WINDOWS ? 155 : 2_500;
        folders.create(name("a/" + deep("b".repeat(50), length)), Set.of());
        folders.create(name("c/" + deep("d".repeat(50), length)), Set.of());
        refused(() -> folders.rename(name("a"), name("c/" + deep("d".repeat(50), length) + "/e")));
        assertThat(folders.list()).extracting(ListedFolder::name).contains(name("a"));
    }

    @Test
    void cannotNestWithoutEnd() throws Exception {
        AccountFolders folders = folders(disk(Edition.BSD));
        refused(() -> folders.create(name(deep("a", 3_800)), Set.of()));
        folders.create(name(deep("a", 100)), Set.of());
        folders.rename(name("a"), name("b"));
        folders.create(name(deep("a", 60)), Set.of());
        refused(() -> folders.rename(name("b"), name(deep("a", 60) + "/c")));
        assertThat(folders.list()).extracting(ListedFolder::name).contains(name("b"));
    }

    @Test
    void cannotSubscribeToMoreThanTheSideFileHolds() throws Exception {
        TestStore store = disk(Edition.BSD);
        AccountFolders folders = folders(store);
        folders.subscribe(name("the first"));
        String filler = String.join("/", Collections.nCopies(60, "x".repeat(1000)));
        Path file = store.path("inbox/a.example/sato/" + SideFiles.FOLDERS);
        try {
            for (int i = 0; i < 300; i++) {
                folders.subscribe(name(filler + i));
            }
        } catch (FolderRefusedException e) {
            assertThat(e.refusal()).isEqualTo(FolderRefusal.CANNOT);
        }
        assertThat(Files.size(file)).isLessThan(16 << 20);
        assertThat(folders(store).list()).extracting(ListedFolder::name).contains(name("the first"));
    }
}
