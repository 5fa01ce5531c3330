package epostadm.mailstore.folder;

import static epostadm.mailstore.folder.Workshop.add;
import static epostadm.mailstore.folder.Workshop.message;
import static epostadm.mailstore.folder.Workshop.names;
import static epostadm.mailstore.folder.Workshop.uids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What others put in the way.
class AdverseFolderTest {

    @TempDir
    private Path directory;

    private Workshop shop;
    private Path inbox;

    @BeforeEach
    void makeShop() throws IOException {
        shop = new Workshop(directory);
        inbox = shop.inbox();
        for (int uid = 1; uid <= 3; uid++) {
            shop.put(inbox, uid, "000000");
        }
    }

    private void settle() throws IOException {
        Files.setLastModifiedTime(inbox, FileTime.from(Workshop.NOW));
    }

    @Test
    void looksAgainWhereALookFailed() throws IOException {
        LiveFolder folder = shop.open(inbox);
        shop.put(inbox, 4, "000000");
        Path obstacle = inbox.resolve("uidvalidity.tmp");
        Files.createDirectories(obstacle.resolve("x"));
        Files.delete(inbox.resolve("uidvalidity"));
        settle();
        assertThatThrownBy(folder::refresh).isInstanceOf(IOException.class);
        Files.delete(obstacle.resolve("x"));
        folder.refresh();
        assertThat(uids(folder)).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void deletesTheOthersWhereOneCannotBeDeleted() throws IOException {
        Files.delete(inbox.resolve("0000000001-000000.MSG"));
        Files.createDirectories(inbox.resolve("0000000001-000000.MSG/x"));
        LiveFolder folder = shop.open(inbox);
        add(folder, folder.messages(), "000100");
        assertThatThrownBy(() -> folder.expunge(folder.messages())).isInstanceOf(IOException.class);
        assertThat(uids(folder)).containsExactly(1L);
        assertThat(Workshop.names(inbox)).containsExactly("0000000001-000100.MSG");
    }

    @Test
    void takesUidvalidityFromTheSideFileWhereItsOwnIsLost() throws IOException {
        Files.writeString(inbox.resolve("uidvalidity"), "5");
        LiveFolder folder = shop.open(inbox);
        add(folder, List.of(message(folder, 2)), "000000", "work");
        Files.delete(inbox.resolve("uidvalidity"));
        LiveFolder again = shop.open(inbox);
        assertThat(again.uidValidity()).isEqualTo(5);
        assertThat(again.id()).isEqualTo(folder.id());
        assertThat(again.keywords()).containsExactly("work");
        assertThat(inbox.resolve("uidvalidity")).hasContent("5");
    }

    @Test
    void neverGoesBackToALowerUidvalidity() throws IOException {
        Files.writeString(inbox.resolve("uidvalidity"), "4000000000");
        LiveFolder folder = shop.open(inbox);
        add(folder, List.of(message(folder, 2)), "000000", "work");
        Files.writeString(inbox.resolve("uidvalidity"), "7");
        LiveFolder again = shop.open(inbox);
        assertThat(again.uidValidity()).isGreaterThan(4_000_000_000L);
        assertThat(again.id()).isNotEqualTo(folder.id());
    }

    @Test
    void keywordsThatCannotBeWrittenDownAreNotSet() throws IOException {
        LiveFolder folder = shop.open(inbox);
        add(folder, List.of(message(folder, 2)), "000000", "kept");
        MessageFlags before = message(folder, 2).flags();
        FolderView other = folder.view(false);
        Files.delete(inbox.resolve(SideFile.NAME));
        Files.createDirectories(inbox.resolve(SideFile.NAME).resolve("in-the-way"));
        assertThatThrownBy(() -> add(folder, folder.messages(), "001010", "new"))
                .isInstanceOf(IOException.class);
        assertThat(message(folder, 2).flags().keywords()).containsExactly("kept");
        assertThat(Reconciliation.sameFlags(message(folder, 2).flags(), before)).isTrue();
        assertThat(folder.keywords()).doesNotContain("new");
        assertThat(names(inbox)).contains(message(folder, 2).fileName()).noneMatch(name -> name.contains("1010"));
        // Flags that are in names need no side file.
        add(folder, List.of(message(folder, 2)), "000010");
        assertThat(message(folder, 2).flags().system().seen()).isTrue();
        other.changes(true);
        Files.delete(inbox.resolve(SideFile.NAME).resolve("in-the-way"));
        Files.delete(inbox.resolve(SideFile.NAME));
        add(folder, List.of(message(folder, 2)), "000000", "new");
        assertThat(message(shop.open(inbox), 2).flags().keywords()).containsExactly("kept", "new");
    }
}
