package epostadm.mailstore.journal;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.TreeSnapshot;
import epostadm.mailstore.disk.FileTree;
import epostadm.mailstore.testing.Kill;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A change on a real disk, where files have modes and directories are forced.
@DisabledOnOs(OS.WINDOWS)
class ChangeOnDiskTest {

    @TempDir
    private Path work;

    private SampleChange change;

    @BeforeEach
    void makeStore() throws IOException {
        change = SampleChange.onDisk(work);
    }

    @Test
    void isMadeAndTakenBack() throws IOException {
        TreeSnapshot before = change.store();
        change.changes().execute(change.plan());
        assertThat(change.at("inbox/a.jp/taro/INBOX/0000000001-100000.MSG"))
                .hasSameBinaryContentAs(change.at("inbox/a.jp/taro/OLD_INBOX/0000000003-100000.MSG"));
        change.changes().undo(SampleChange.ID);
        assertThat(change.store().lines()).isEqualTo(before.lines());
    }

    @Test
    void showsWhatIsStagedAndKeptToNobodyElse() throws Exception {
        Kill kill = Kill.at(20);
        assertThat(kill.kills(() -> change.changes(kill).execute(change.plan())))
                .isTrue();
        assertPrivate();
        change.changes().undo(SampleChange.ID);
        change.changes().execute(change.plan());
        assertPrivate();
        assertThat(mode(change.at("inbox/a.jp/hanako/apop.dat"))).isEqualTo("rw-------");
    }

    /// A mailbox must be as open as those beside it, or the mail server could not deliver there.
    @Test
    void makesDirectoriesAsOpenAsTheStores() throws IOException {
        Files.setPosixFilePermissions(change.at("inbox"), PosixFilePermissions.fromString("rwxrwx---"));
        change.changes().execute(change.plan());
        assertThat(mode(change.at("inbox/b.jp"))).isEqualTo("rwxrwx---");
        assertThat(mode(change.at("inbox/b.jp/deep/saburo"))).isEqualTo("rwxrwx---");
        assertThat(mode(change.at("inbox/a.jp/taro/INBOX"))).isEqualTo("rwxrwx---");
    }

    @Test
    void writesNoContentIntoItsOwnFiles() throws IOException {
        change.changes().execute(change.plan());
        List<Path> holding = new ArrayList<>();
        FileTree.walk(change.paths.changes(), (file, attributes) -> {
            if (attributes.isRegularFile() && holdsSecret(file)) {
                holding.add(file);
            }
        });
        assertThat(holding).isEmpty();
        assertThat(holdsSecret(change.at("db/a.jp.idx"))).isTrue();
    }

    private void assertPrivate() throws IOException {
        FileTree.walk(change.paths.ours(), (path, attributes) -> {
            if (attributes.isDirectory() && !path.toString().matches(".*/(stage/0/\\d+|quarantine/[^/]+/.*)")) {
                assertThat(mode(path)).as(path.toString()).isEqualTo("rwx------");
            } else if (holdsSecret(path)) {
                assertThat(mode(path)).as(path.toString()).isEqualTo("rw-------");
            }
        });
    }

    private static boolean holdsSecret(Path path) throws IOException {
        return Files.isRegularFile(path)
                && new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1).contains(SampleChange.SECRET);
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
