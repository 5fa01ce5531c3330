package epostadm.mailstore.folder;

import static epostadm.mailstore.folder.Workshop.NOW;
import static epostadm.mailstore.folder.Workshop.add;
import static epostadm.mailstore.folder.Workshop.names;
import static epostadm.mailstore.folder.Workshop.subject;
import static epostadm.mailstore.folder.Workshop.told;
import static epostadm.mailstore.folder.Workshop.uids;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import com.google.common.jimfs.PathType;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How mail that has arrived in the mailbox root comes into INBOX: each message once, whatever happens.
class AdoptionTest {

    @TempDir
    private Path directory;

    private Workshop shop;
    private Path inbox;

    @BeforeEach
    void makeShop() throws IOException {
        shop = new Workshop(directory);
        inbox = shop.inbox();
    }

    private static List<String> subjects(LiveFolder folder) throws IOException {
        List<String> subjects = new ArrayList<>();
        for (LiveMessage message : folder.messages()) {
            subjects.add(subject(message).substring("Subject: ".length()));
        }
        return subjects;
    }

    private LiveFolder refreshed() throws IOException {
        LiveFolder folder = shop.open(inbox);
        folder.refresh();
        return folder;
    }

    @Test
    void movesWherePop3IsOff() throws IOException {
        shop.put(inbox, 7, "000010");
        shop.arrive("B0000000002", NOW);
        shop.arrive("B0000000003", NOW.minusSeconds(9));
        shop.arrive("B0000000001", NOW);
        LiveFolder folder = shop.open(inbox);
        FolderView view = folder.view(false);
        assertThat(subjects(folder)).containsExactly("7", "B0000000003", "B0000000001", "B0000000002");
        assertThat(view.recentCount()).isEqualTo(3);
        assertThat(names(shop.root)).isEmpty();
        assertThat(names(inbox)).contains("0000000008-100000.MSG");
        assertThat(Files.getLastModifiedTime(inbox.resolve("0000000008-100000.MSG"))
                        .toInstant())
                .isEqualTo(NOW.minusSeconds(9));
        shop.arrive("B0000000004");
        folder.refresh();
        assertThat(told(view)).isEqualTo("=5 r4");
    }

    @Test
    void copiesWherePop3IsOn() throws IOException {
        shop.pop3 = true;
        shop.arrive("B0000000001", NOW);
        shop.arrive("B0000000002", NOW.plusSeconds(1));
        LiveFolder folder = refreshed();
        assertThat(subjects(folder)).containsExactly("B0000000001", "B0000000002");
        assertThat(names(shop.root)).hasSize(2);
        assertThat(Files.getLastModifiedTime(shop.root.resolve("imap.idx")).toInstant())
                .isEqualTo(NOW.plusSeconds(1));
        assertThat(Files.isSameFile(shop.root.resolve("B0000000001.MSG"), inbox.resolve("0000000001-100000.MSG")))
                .isTrue();
        add(folder, folder.messages(), "000100");
        folder.expunge(folder.messages());
        // Older than the mark, as what has waited in a queue is.
        shop.arrive("B0000000003", NOW.minusSeconds(60));
        folder.refresh();
        assertThat(subjects(folder)).containsExactly("B0000000003");
        assertThat(subjects(refreshed())).containsExactly("B0000000003");
        Files.delete(shop.root.resolve("B0000000001.MSG"));
        folder.refresh();
        assertThat(subjects(refreshed())).containsExactly("B0000000003");
    }

    /// What a server leaves that was killed between the copy and the deletion, root and INBOX on two volumes.
    @Test
    void aMoveThatWasACopyAndWasCutShortDoublesNothing() throws IOException {
        shop.open(inbox);
        shop.arrive("B0000000001", NOW);
        Path arrival = shop.root.resolve("B0000000001.MSG");
        shop.put(inbox, 1, "100000");
        Files.writeString(
                inbox.resolve(SideFile.NAME),
                "copying 1 " + NOW.toEpochMilli() + " " + Files.size(arrival) + " B0000000001.MSG\n",
                StandardOpenOption.APPEND);
        assertThat(subjects(refreshed())).containsExactly("1");
        assertThat(subjects(refreshed())).containsExactly("1");
    }

    @Test
    void takesAQueueIdThatComesAgainForAnotherMessage() throws IOException {
        shop.pop3 = true;
        shop.arrive("B0000000001", NOW);
        LiveFolder folder = refreshed();
        shop.arrive("B0000000001", NOW.plusSeconds(5));
        Files.move(shop.root.resolve("B0000000001.MSG"), shop.root.resolve("x"));
        folder.refresh();
        Files.writeString(shop.root.resolve("B0000000001.MSG"), "Subject: another one\r\n\r\n");
        folder.refresh();
        assertThat(subjects(folder)).hasSize(2).contains("another one");
    }

    @Test
    void isNotFooledByATouchedFile() throws IOException {
        shop.pop3 = true;
        shop.arrive("B0000000001", NOW);
        LiveFolder folder = refreshed();
        Files.setLastModifiedTime(shop.root.resolve("B0000000001.MSG"), FileTime.from(NOW.plusSeconds(99)));
        shop.arrive("B0000000002", NOW);
        folder.refresh();
        assertThat(subjects(folder)).containsExactly("B0000000001", "B0000000002");
    }

    @Test
    void respectsTheVendorsMark() throws IOException {
        shop.pop3 = true;
        shop.arrive("B0000000001", NOW);
        shop.arrive("B0000000002", NOW.plusSeconds(2));
        Path mark = Files.createFile(shop.root.resolve("imap.idx"));
        Files.setLastModifiedTime(mark, FileTime.from(NOW));
        LiveFolder folder = refreshed();
        assertThat(subjects(folder)).containsExactly("B0000000002");
        Files.delete(inbox.resolve(SideFile.NAME));
        assertThat(subjects(refreshed())).containsExactly("B0000000002");
    }

    @Test
    void leavesWhatItHasCopiedWhenPop3IsSwitchedOff() throws IOException {
        shop.pop3 = true;
        shop.arrive("B0000000001", NOW);
        LiveFolder folder = refreshed();
        shop.pop3 = false;
        shop.arrive("B0000000002", NOW);
        folder.refresh();
        assertThat(subjects(folder)).containsExactly("B0000000001", "B0000000002");
        assertThat(names(shop.root)).containsExactly("B0000000001.MSG");
        assertThat(subjects(refreshed())).hasSize(2);
    }

    @Test
    void takesOnlyMessageFiles() throws IOException {
        shop.arrive("B0000000001");
        Files.createSymbolicLink(shop.root.resolve("B0000000002.MSG"), shop.root.resolve("B0000000001.MSG"));
        Files.createDirectory(shop.root.resolve("B0000000003.MSG"));
        Files.writeString(shop.root.resolve("B0000000004.MSG.tmp"), "half");
        Files.writeString(shop.root.resolve("$lockfile"), "");
        assertThat(subjects(refreshed())).containsExactly("B0000000001");
        assertThat(shop.troubles).isEmpty();
    }

    @Test
    void isDoneByOneOfTwoThreads() throws Exception {
        for (boolean pop3 : List.of(false, true)) {
            shop.pop3 = pop3;
            LiveFolder folder = shop.open(inbox);
            int before = folder.messages().size();
            try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
                Callable<Void> looking = () -> {
                    for (int i = 0; i < 100; i++) {
                        folder.refresh();
                    }
                    return null;
                };
                var one = threads.submit(looking);
                var other = threads.submit(looking);
                for (int i = 0; i < 40; i++) {
                    shop.arrive(String.format("B%s%09d", pop3 ? "1" : "0", i));
                }
                one.get();
                other.get();
            }
            // What comes in the same tick of the clock as the last look is found a little later.
            while (folder.messages().size() < before + 40) {
                folder.refresh();
            }
            assertThat(subjects(folder)).hasSize(before + 40).doesNotHaveDuplicates();
            assertThat(uids(folder)).isSorted().doesNotHaveDuplicates();
        }
    }

    /// Deaths at each point of taking over two arrivals in copy mode, by what they leave.
    @Test
    void copiesOnceThoughItDied() throws IOException {
        shop.pop3 = true;
        LiveFolder folder = refreshed();
        folder.rest();
        String header = Files.readString(inbox.resolve(SideFile.NAME));
        shop.arrive("B0000000001", NOW);
        shop.arrive("B0000000002", NOW.plusSeconds(1));
        long size = Files.size(shop.root.resolve("B0000000001.MSG"));
        String copying = "copying 1 " + NOW.toEpochMilli() + " " + size + " B0000000001.MSG\n" + "copying 2 "
                + NOW.plusSeconds(1).toEpochMilli() + " " + size + " B0000000002.MSG\n";
        List<String> lines = List.of("", copying, copying + "copied 1\n", copying + "copied 1\ncopied 2\n");
        for (int done = 0; done <= 2; done++) {
            for (int line = done == 0 ? 0 : 1; line <= done + 1; line++) {
                reset(header + lines.get(line), done);
                String told = "done " + done + ", noted " + line;
                assertThat(subjects(refreshed())).as(told).containsExactlyInAnyOrder("B0000000001", "B0000000002");
                LiveFolder again = refreshed();
                assertThat(subjects(again)).as(told).hasSize(2);
                add(again, again.messages(), "000100");
                again.expunge(again.messages());
                again.refresh();
                assertThat(subjects(refreshed())).as(told).isEmpty();
            }
        }
    }

    private void reset(String sideFile, int linked) throws IOException {
        for (String name : names(inbox)) {
            Files.delete(inbox.resolve(name));
        }
        Files.deleteIfExists(shop.root.resolve("imap.idx"));
        Files.writeString(inbox.resolve("uid"), sideFile.contains("copying") ? "3" : "1");
        Files.writeString(inbox.resolve(SideFile.NAME), sideFile);
        for (int i = 1; i <= linked; i++) {
            Files.createLink(
                    inbox.resolve("000000000" + i + "-100000.MSG"), shop.root.resolve("B000000000" + i + ".MSG"));
        }
    }

    @Test
    void copiesReallyWhereThereAreNoLinks() throws IOException {
        Configuration noLinks = Configuration.builder(PathType.unix())
                .setRoots("/")
                .setWorkingDirectory("/")
                .setAttributeViews("basic")
                .build();
        try (FileSystem memory = Jimfs.newFileSystem(noLinks)) {
            shop = new Workshop(memory.getPath("/mail"));
            inbox = shop.inbox();
            shop.pop3 = true;
            shop.arrive("B0000000001", NOW);
            LiveFolder folder = refreshed();
            assertThat(subjects(folder)).containsExactly("B0000000001");
            assertThat(Files.getLastModifiedTime(inbox.resolve("0000000001-100000.MSG"))
                            .toInstant())
                    .isEqualTo(NOW);
            folder.copy(folder.messages(), folder);
            folder.append(List.of(shop.staged("Subject: new\n\n", Workshop.flags("000000"))));
            assertThat(subjects(refreshed())).containsExactly("B0000000001", "B0000000001", "new");
        }
    }

    @Test
    void isNoFailureOfTheFolderWhenItFails() throws IOException {
        Files.createDirectory(shop.root.resolve("imap.idx"));
        shop.pop3 = true;
        shop.arrive("B0000000001", NOW);
        Files.delete(shop.root.resolve("imap.idx"));
        Files.delete(inbox);
        Files.createDirectory(inbox);
        LiveFolder folder = shop.open(inbox);
        Files.delete(inbox.resolve(SideFile.NAME));
        Files.createDirectory(inbox.resolve(SideFile.NAME));
        folder.refresh();
        folder.refresh();
        assertThat(folder.messages()).isEmpty();
        assertThat(shop.troubles).isNotEmpty();
        Files.delete(inbox.resolve(SideFile.NAME));
        folder.refresh();
        assertThat(subjects(folder)).containsExactly("B0000000001");
    }
}
