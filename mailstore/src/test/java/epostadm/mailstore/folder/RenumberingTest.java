package epostadm.mailstore.folder;

import static epostadm.mailstore.folder.Workshop.add;
import static epostadm.mailstore.folder.Workshop.flags;
import static epostadm.mailstore.folder.Workshop.message;
import static epostadm.mailstore.folder.Workshop.names;
import static epostadm.mailstore.folder.Workshop.subject;
import static epostadm.mailstore.folder.Workshop.uids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What happens at the end of the 32 bits.
class RenumberingTest {

    private static final long LAST = 4294967295L;

    @TempDir
    private Path directory;

    private Workshop shop;
    private Path inbox;

    @BeforeEach
    void makeShop() throws IOException {
        shop = new Workshop(directory);
        inbox = shop.inbox();
        shop.put(inbox, 1, "000010");
        shop.put(inbox, 3, "000010");
        shop.put(inbox, 700, "001010");
        shop.put(inbox, LAST - 1, "000000");
    }

    @Test
    void beginsAnewFromOneUnderARaisedUidvalidity() throws IOException {
        LiveFolder folder = shop.open(inbox);
        FolderView view = folder.view(false);
        add(folder, folder.messages(), "000000", "kept");
        List<LiveMessage> old = folder.messages();
        List<String> ids = old.stream().map(LiveMessage::emailId).toList();
        long before = folder.uidValidity();
        assertThat(folder.append(List.of(shop.staged("Subject: last\n\n", flags("000000")))))
                .containsExactly(LAST);
        assertThat(view.gone()).isFalse();
        assertThat(folder.uidNext()).isEqualTo(LAST + 1);
        assertThat(folder.append(List.of(shop.staged("Subject: next\n\n", flags("000000")))))
                .containsExactly(6L);
        assertThat(view.gone()).isTrue();
        assertThat(folder.uidValidity()).isGreaterThan(before);
        assertThat(uids(folder)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(folder.messages().subList(0, 4).stream().map(LiveMessage::emailId))
                .isEqualTo(ids);
        assertThat(subject(message(folder, 3))).isEqualTo("Subject: 700");
        assertThat(message(folder, 3).flags()).isEqualTo(flags("001010", "kept"));
        assertThat(old).allMatch(LiveMessage::expunged);
        assertThat(shop.troubles).singleElement().asString().contains("UIDs came to their end");
        assertThat(Files.readString(inbox.resolve("uid"))).isEqualTo("7");
        LiveFolder again = shop.open(inbox);
        assertThat(LiveFolderTest.state(again)).isEqualTo(LiveFolderTest.state(folder));
    }

    @Test
    void happensWhenAFolderIsOpenedWhoseUidsAreUsedUp() throws IOException {
        shop.put(inbox, LAST, "100000");
        LiveFolder folder = shop.open(inbox);
        assertThat(uids(folder)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(folder.uidNext()).isEqualTo(6);
    }

    @Test
    void putsAsideAFileThatIsInTheWay() throws IOException {
        shop.put(inbox, 3, "100000");
        Files.delete(inbox.resolve("0000000001-000010.MSG"));
        shop.put(inbox, 2, "000010");
        shop.put(inbox, LAST, "100000");
        shop.put(inbox, 800, "100000");
        LiveFolder folder = shop.open(inbox);
        assertThat(folder.messages()).hasSize(6);
        List<String> subjects = new ArrayList<>();
        for (LiveMessage message : folder.messages()) {
            subjects.add(subject(message));
        }
        assertThat(subjects).doesNotHaveDuplicates();
        try (var all = Files.list(inbox)) {
            assertThat(all.filter(file -> file.toString().endsWith(".MSG"))).hasSize(7);
        }
    }

    @Test
    void isFinishedWhenItWasCutShort() throws IOException {
        LiveFolder folder = shop.open(inbox);
        add(folder, folder.messages(), "000000", "kept");
        Files.writeString(inbox.resolve("uid"), Long.toString(LAST + 1));
        List<String> before = names(inbox);
        String side = Files.readString(inbox.resolve(SideFile.NAME));
        String validity = Files.readString(inbox.resolve("uidvalidity"));
        Path copy = directory.resolve("copy");
        FileUtils.copyDirectory(inbox.toFile(), copy.toFile());
        LiveFolder whole = shop.open(inbox);
        whole.rest();
        List<String> after = names(inbox);
        String newValidity = Files.readString(inbox.resolve("uidvalidity"));
        List<String> ids = whole.messages().stream().map(LiveMessage::emailId).toList();
        String newSide = Files.readString(inbox.resolve(SideFile.NAME)) + "renumbering " + (LAST + 1) + "\n";
        // 0: nothing but the side file; 1: UIDVALIDITY; 2 to 5: so many names; 6: `uid`.
        for (int step = 0; step <= before.size() + 2; step++) {
            FileUtils.cleanDirectory(inbox.toFile());
            FileUtils.copyDirectory(copy.toFile(), inbox.toFile());
            assertThat(side).doesNotContain("renumbering");
            Files.writeString(inbox.resolve(SideFile.NAME), newSide);
            Files.writeString(inbox.resolve("uidvalidity"), step >= 1 ? newValidity : validity);
            for (int i = 0; i < Math.min(before.size(), step - 1); i++) {
                if (!before.get(i).equals(after.get(i))) {
                    Files.move(inbox.resolve(before.get(i)), inbox.resolve(after.get(i)));
                }
            }
            if (step == before.size() + 2) {
                Files.writeString(inbox.resolve("uid"), "5");
            }
            LiveFolder folderAfter = shop.open(inbox);
            assertThat(uids(folderAfter)).as("step " + step).containsExactly(1L, 2L, 3L, 4L);
            assertThat(names(inbox)).isEqualTo(after);
            assertThat(folderAfter.keywords()).as("step " + step).containsExactly("kept");
            assertThat(folderAfter.messages().stream().map(LiveMessage::emailId))
                    .isEqualTo(ids);
            assertThat(folderAfter.uidNext()).isEqualTo(5);
            assertThat(subject(message(folderAfter, 3))).isEqualTo("Subject: 700");
            assertThat(Files.readString(inbox.resolve("uidvalidity"))).isEqualTo(newValidity);
            assertThat(LiveFolderTest.state(shop.open(inbox))).isEqualTo(LiveFolderTest.state(folderAfter));
        }
    }

    @Test
    void beginsOnceMoreWhereOthersWereThereMeanwhile() throws IOException {
        LiveFolder folder = shop.open(inbox);
        folder.rest();
        String side = Files.readString(inbox.resolve(SideFile.NAME));
        Files.writeString(inbox.resolve(SideFile.NAME), side + "renumbering " + (LAST + 1) + "\n");
        Files.writeString(inbox.resolve("uid"), Long.toString(LAST + 1));
        shop.put(inbox, 9, "100000");
        LiveFolder again = shop.open(inbox);
        assertThat(uids(again)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(again.uidValidity()).isGreaterThan(folder.uidValidity());
    }

    @Test
    void refusesWhereUidvalidityIsUsedUpToo() throws IOException {
        Files.writeString(inbox.resolve("uidvalidity"), Long.toString(LAST));
        shop.put(inbox, LAST, "100000");
        assertThatThrownBy(() -> shop.open(inbox)).isInstanceOf(IOException.class);
        assertThat(names(inbox)).hasSize(5);
    }
}
