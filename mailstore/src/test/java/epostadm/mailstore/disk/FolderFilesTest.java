package epostadm.mailstore.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import epostadm.mailstore.mail.Uid;
import epostadm.mailstore.mail.UidValidity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The files `uid` and `uidvalidity` of a folder, what is in it by its names, and how a file is replaced.
class FolderFilesTest {

    private final FileSystem disk = Jimfs.newFileSystem(Configuration.unix());
    private final Path folder = disk.getPath("/folder");

    @BeforeEach
    void make() throws IOException {
        Files.createDirectory(folder);
    }

    @AfterEach
    void close() throws IOException {
        disk.close();
    }

    @Test
    void readsTheNextUid() throws IOException {
        assertThat(UidFile.read(folder)).isEqualTo(new UidFile.Content.Missing());
        next("1", 1);
        next("42", 42);
        next("42\r\n", 42);
        next(" 42 ", 42);
        next("0000000042", 42);
        next("4294967295", 4_294_967_295L);
        next("4294967296", 4_294_967_296L);
        for (String text :
                new String[] {"", "0", "-1", "+1", "4294967297", "99999999999", "4 2", "x", "\0", "１", "\u00ff"}) {
            put("uid", text);
            assertThat(UidFile.read(folder)).as(text).isInstanceOf(UidFile.Content.NotANumber.class);
        }
        put("uid", "9".repeat(1_000_000));
        assertThat(UidFile.read(folder)).isEqualTo(new UidFile.Content.NotANumber("9".repeat(32)));
    }

    @Test
    void givesNoUidTwice() {
        UidFile.Content seven = new UidFile.Content.Next(7);
        assertThat(UidFile.next(seven, Optional.empty())).isEqualTo(7);
        assertThat(UidFile.next(seven, Optional.of(Uid.of(6)))).isEqualTo(7);
        assertThat(UidFile.next(seven, Optional.of(Uid.of(7)))).isEqualTo(8);
        assertThat(UidFile.next(new UidFile.Content.Missing(), Optional.empty()))
                .isEqualTo(1);
        assertThat(UidFile.next(new UidFile.Content.Missing(), Optional.of(Uid.LAST)))
                .isEqualTo(4_294_967_296L);
    }

    @Test
    void readsUidValidityOrTakesItFromTheTimeOfCreation() throws IOException {
        UidValidity created = UidValidity.ofCreation(Files.readAttributes(folder, BasicFileAttributes.class)
                .creationTime()
                .toInstant());
        assertThat(UidValidityFile.read(folder)).isEqualTo(created);
        assertThat(UidValidityFile.exists(folder)).isFalse();
        put("uidvalidity", "4294967295\n");
        assertThat(UidValidityFile.read(folder)).isEqualTo(UidValidity.of(4_294_967_295L));
        assertThat(UidValidityFile.exists(folder)).isTrue();
        for (String text : new String[] {"", "0", "-5", "+5", "4294967296", "42949672950", "1x", "9".repeat(100)}) {
            put("uidvalidity", text);
            assertThat(UidValidityFile.read(folder)).as(text).isEqualTo(created);
        }
    }

    @Test
    void tellsByTheirNamesWhatLiesInAFolder() throws IOException {
        for (String name : new String[] {
            "0000000010-000010.MSG",
            "0000000002-100000.MSG",
            "0000000002-130111.msg",
            "0000000000-100000.MSG",
            "4294967296-100000.MSG",
            "0000000003-140000.MSG",
            "B0000000001.MSG",
            "~0000000004-100000.MSG",
            "0000000005-100000.~SG",
            "0000000006-100000.$sg",
            "uid",
            "imap.idx",
            "notes.txt"
        }) {
            put(name, "");
        }
        Files.createDirectory(folder.resolve("Work"));
        Files.createDirectory(folder.resolve("x.MSG"));
        FolderListing listing = FolderListing.read(folder);
        assertThat(listing.messages())
                .extracting(StoredMessage::fileName)
                .containsExactly("0000000002-100000.MSG", "0000000002-130111.msg", "0000000010-000010.MSG");
        assertThat(listing.duplicateUids()).isOne();
        assertThat(listing.highestUid()).contains(Uid.of(10));
        assertThat(listing.leftOvers())
                .containsExactlyInAnyOrder("~0000000004-100000.MSG", "0000000005-100000.~SG", "0000000006-100000.$sg");
        assertThat(listing.unreadable())
                .containsExactlyInAnyOrder(
                        "0000000000-100000.MSG", "4294967296-100000.MSG", "0000000003-140000.MSG", "B0000000001.MSG");
        assertThat(listing.directories()).containsExactly("Work", "x.MSG");
        assertThat(listing.others()).containsExactlyInAnyOrder("uid", "imap.idx", "notes.txt");
    }

    @Test
    void replacesAFileWholeOrNotAtAll() throws IOException {
        Path file = folder.resolve("uid");
        AtomicFile.write(file, out -> out.write('7'));
        assertThat(file).hasContent("7");
        put("uid.tmp", "left by a crash");
        AtomicFile.write(file, out -> out.write('8'));
        assertThat(file).hasContent("8");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write('9');
                    throw new IOException("No space left on device");
                }))
                .hasMessage("No space left on device");
        assertThat(file).hasContent("8");
        assertThat(FolderListing.names(folder)).containsExactly("uid");
    }

    @Test
    void deletesATreeButFollowsNoLinkOutOfIt() throws IOException {
        Path elsewhere = Files.createDirectory(disk.getPath("/elsewhere"));
        Files.writeString(elsewhere.resolve("keep"), "");
        Files.createSymbolicLink(folder.resolve("link"), elsewhere);
        put("file", "");
        Files.createDirectories(folder.resolve("a/b"));
        FileTree.deleteEmptyDirectories(folder);
        assertThat(FolderListing.names(folder)).containsExactlyInAnyOrder("link", "file");
        int[] deleted = new int[1];
        FileTree.delete(folder, () -> deleted[0]++);
        assertThat(folder).doesNotExist();
        assertThat(deleted[0]).isEqualTo(2);
        assertThat(elsewhere.resolve("keep")).exists();
        FileTree.delete(folder, () -> deleted[0]++);
    }

    private void next(String text, long uid) throws IOException {
        put("uid", text);
        assertThat(UidFile.read(folder)).as(text).isEqualTo(new UidFile.Content.Next(uid));
    }

    private void put(String name, String text) throws IOException {
        Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }
}
