package epostadm.mailstore.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import epostadm.fixtures.Seeded;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StorePathsTest {

    private final FileSystem unixDisk = Jimfs.newFileSystem(Configuration.unix());
    private final FileSystem windowsDisk = Jimfs.newFileSystem(Configuration.windows());
    private final StorePaths unix = new StorePaths(unixDisk.getPath("/epms"));
    private final StorePaths windows = new StorePaths(windowsDisk.getPath("C:\\mail"));

    @BeforeEach
    void makeDirectories() throws IOException {
        Files.createDirectories(unix.inbox().resolve("a.jp"));
        Files.createDirectories(windows.inbox().resolve("a.jp"));
    }

    @AfterEach
    void close() throws IOException {
        unixDisk.close();
        windowsDisk.close();
    }

    static Stream<Long> seeds() {
        return Seeded.seeds(500);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void staysInTheStoreOrRefuses(long seed) {
        Seeded random = Seeded.of(seed);
        String name = random.text("../\\:C~ \0ab*\"|?", 12);
        for (StorePaths paths : List.of(unix, windows)) {
            try {
                Path path = paths.resolve(name);
                assertThat(path.normalize()).startsWithRaw(paths.work()).isNotEqualTo(paths.work());
                assertThat(paths.relative(path)).isEqualTo(name);
            } catch (RefusedException e) {
                assertThat(e.refusal()).isInstanceOf(Refusal.LeadsOutOfStore.class);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void namesWhatLiesInTheStoreWithSlashesOnEverySystem() throws IOException {
        assertThat(windows.resolve("inbox/a.jp/taro")).isEqualTo(windowsDisk.getPath("C:\\mail\\inbox\\a.jp\\taro"));
        assertThat(windows.relative(windows.resolve("inbox/a.jp/taro"))).isEqualTo("inbox/a.jp/taro");
        assertThat(unix.resolve("inbox/a.jp/back\\slash")).isEqualTo(unixDisk.getPath("/epms/inbox/a.jp/back\\slash"));
    }

    @Test
    void refusesNamesThatLeadOut() {
        for (StorePaths paths : List.of(unix, windows)) {
            for (String name : List.of("", "/", "/etc", "..", "a/..", "a/../b", ".", "a//b", "a/", "a\0b")) {
                refused(paths, name);
            }
        }
        for (String name : List.of("C:", "C:\\temp", "a\\b", "..\\x", "\\x", "a/C:x", "\\\\host\\share\\x")) {
            refused(windows, name);
        }
    }

    @Test
    void refusesASymbolicLinkOnTheWay() throws IOException {
        Path elsewhere = Files.createDirectories(unixDisk.getPath("/elsewhere/taro"));
        Files.createSymbolicLink(unix.inbox().resolve("a.jp/taro"), elsewhere);
        Files.createSymbolicLink(unix.inbox().resolve("b.jp"), elsewhere);
        assertThat(unix.resolve("inbox/a.jp/taro")).isSymbolicLink();
        refused(unix, "inbox/a.jp/taro/INBOX");
        refused(unix, "inbox/b.jp/taro");
        refused(unix, "inbox/b.jp/taro/INBOX");
        assertThat(unix.contained(unix.inbox().resolve("b.jp/taro"))).isFalse();
        assertThat(unix.contained(unix.inbox().resolve("a.jp"))).isTrue();
        assertThat(unix.contained(elsewhere)).isFalse();
    }

    @Test
    void makesItsOwnDirectoryThroughNoSymbolicLink() throws IOException {
        Path elsewhere = Files.createDirectories(unixDisk.getPath("/elsewhere"));
        Files.createSymbolicLink(unix.ours(), elsewhere);
        assertThatThrownBy(unix::makeOurs)
                .asInstanceOf(type(RefusedException.class))
                .extracting(RefusedException::refusal)
                .isEqualTo(new Refusal.LeadsOutOfStore(unix.ours()));
    }

    private static void refused(StorePaths paths, String name) {
        assertThatThrownBy(() -> paths.resolve(name))
                .as(name)
                .asInstanceOf(type(RefusedException.class))
                .extracting(RefusedException::refusal)
                .isInstanceOf(Refusal.LeadsOutOfStore.class);
    }
}
