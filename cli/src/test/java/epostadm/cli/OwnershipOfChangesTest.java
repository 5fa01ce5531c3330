package epostadm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.SampleStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Root changes a store that belongs to the mail server's user: all that is made in it is that user's afterwards.
class OwnershipOfChangesTest {

    private static final int OWNER = 1234;
    private static final int GROUP = 4321;

    @TempDir
    private Path directory;

    private Path store;

    @BeforeEach
    void giveAway() throws IOException {
        Files.createFile(directory.resolve("mine"));
        boolean root = Files.getFileStore(directory).supportsFileAttributeView("posix")
                && Files.getAttribute(directory.resolve("mine"), "unix:uid").equals(0);
        Assumptions.assumeTrue(root, "NOT TESTED: who owns what is made; only root can give files away");
        store = SampleStores.copy("store-bsd", directory.resolve("store"));
        for (Path path : all()) {
            Files.setAttribute(path, "unix:uid", OWNER, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:gid", GROUP, LinkOption.NOFOLLOW_LINKS);
            if (Files.isDirectory(path)) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwx---"));
            }
        }
    }

    private List<Path> all() throws IOException {
        try (Stream<Path> paths = Files.walk(store)) {
            return paths.toList();
        }
    }

    private void run(String line) {
        Run run = Run.of(line + " --yes --store " + store);
        assertThat(run.status()).as(line + run.err()).isZero();
    }

    @Test
    void leavesAllThatItMakesToTheServersUser() throws IOException {
        Path accounts = Files.writeString(
                directory.resolve("accounts.txt"),
                "sato.k\tnew\tx\tkaisha.example.jp\tHome\t1\t1\t7\t1\t1\nnew.n\tnew\tx\tkaisha.example.jp\tHome\t1\t1\t7\t1\t1\n");
        run("accounts import " + accounts + " --mode update --create-folders");
        run("accounts rename suzuki.m kato.m");
        run("accounts retire watanabe.h");
        run("inbox reset-uid sato.k --method renumber");
        run("inbox reset-uid takahashi.y");
        run("accounts suspend kato.m");
        for (Path path : all()) {
            if (path.startsWith(store.resolve(".epostadm"))) {
                continue;
            }
            assertThat(Files.getAttribute(path, "unix:uid")).as(path.toString()).isEqualTo(OWNER);
            assertThat(Files.getAttribute(path, "unix:gid")).as(path.toString()).isEqualTo(GROUP);
            if (Files.isDirectory(path)) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .as(path.toString())
                        .isEqualTo("rwxrwx---");
            }
        }
    }
}
