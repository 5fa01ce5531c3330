package epostadm.mailstore.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import epostadm.fixtures.Seeded;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FolderNameTest {

    @Test
    void readsNames() {
        good("INBOX", "INBOX");
        good("iNbOx/Work", "INBOX", "Work");
        good("Work/inbox", "Work", "inbox");
        good("下書き", "下書き");
        good("R&D/&AC4ALg-", "R&D", "&AC4ALg-");
        good("a..b/.hidden/x~/12:30", "a..b", ".hidden", "x~", "12:30");
        good("\u0131nbox", "\u0131nbox");
    }

    @Test
    void refusesNamesThatCouldLeadOutOfTheStore() {
        bad("");
        bad("/");
        bad("/etc");
        bad("a//b");
        bad("a/");
        bad(".");
        bad("..");
        bad("...");
        bad(".. ");
        bad(" ");
        bad("a/../b");
        bad("a\\..\\b");
        bad("\\\\host\\share");
        bad("C:");
        bad("C:temp");
        bad("~user");
        bad("a/~user");
        bad("nul\0");
        bad("a\tb");
        bad("a\u007f");
        bad("a\u0085");
        bad("a\ud83d");
    }

    @Test
    void readsDirectories() {
        assertThat(directory("INBOX")).contains(FolderName.INBOX);
        assertThat(directory("inbox")).contains(FolderName.INBOX);
        assertThat(directory("Inbox", "&Tgtm+DBN-")).contains(FolderName.of("INBOX", "下書き"));
        assertThat(directory("Archive", "inbox")).contains(FolderName.of("Archive", "inbox"));
        assertThat(directory("R&-D")).contains(FolderName.of("R&D"));
    }

    @Test
    void refusesDirectoriesThatAreNoFolders() {
        for (String name : List.of(
                "..",
                "a/../b",
                "&AC4ALg-",
                "&AC8-",
                "&AFw-",
                "C:",
                "\\",
                "a\\b",
                "\0",
                "&AAA-",
                "~u",
                "R&D",
                "日本",
                "")) {
            assertThat(directory(name)).as(name).isEmpty();
            assertThat(directory("Sent", name)).as(name).isEmpty();
        }
        assertThat(directory()).isEmpty();
    }

    @Test
    void writesTheEditionsInboxDirectory() {
        assertThat(FolderName.of("INBOX", "R&D").directoryNames(Edition.WINDOWS))
                .containsExactly("INBOX", "R&-D");
        assertThat(FolderName.of("INBOX", "R&D").directoryNames(Edition.BSD)).containsExactly("inbox", "R&-D");
        assertThat(FolderName.of("Sent", "inbox").directoryNames(Edition.WINDOWS))
                .containsExactly("Sent", "inbox");
    }

    @Test
    void knowsItsNeighbours() {
        FolderName work = FolderName.of("inbox").child("Work");
        assertThat(work).hasToString("INBOX/Work");
        assertThat(work.isInbox()).isFalse();
        assertThat(work.parent()).contains(FolderName.INBOX);
        assertThat(FolderName.INBOX.isInbox()).isTrue();
        assertThat(FolderName.INBOX.parent()).isEmpty();
        assertThatThrownBy(() -> work.child("..")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> work.child("a/b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void flagsNamesThatShouldNotBeMade() {
        flawed("CON", Edition.WINDOWS, FolderName.Flaw.RESERVED_BY_WINDOWS);
        flawed("Work/com1.old", Edition.WINDOWS, FolderName.Flaw.RESERVED_BY_WINDOWS);
        flawed("Work.", Edition.WINDOWS, FolderName.Flaw.DOT_OR_SPACE_AT_END);
        flawed("Work /a", Edition.WINDOWS, FolderName.Flaw.DOT_OR_SPACE_AT_END);
        flawed("12:30", Edition.WINDOWS, FolderName.Flaw.FORBIDDEN_ON_WINDOWS);
        flawed("INBOX/uid", Edition.BSD, FolderName.Flaw.NAME_OF_A_STORE_FILE);
        flawed("$offPOP3", Edition.BSD, FolderName.Flaw.NAME_OF_A_STORE_FILE);
        flawed("B0000000001.msg", Edition.WINDOWS, FolderName.Flaw.NAME_OF_A_STORE_FILE);
        flawed("語".repeat(100), Edition.BSD, FolderName.Flaw.TOO_LONG);
        for (String name : List.of("CON", "Work.", "12:30", "INBOX/Work")) {
            assertThat(FolderName.parse(name).orElseThrow().flaw(Edition.BSD))
                    .as(name)
                    .isEmpty();
        }
        assertThat(FolderName.of("送信済みトレイ", "a.b").flaw(Edition.WINDOWS)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void comesBackFromItsTextAndItsDirectories(long seed) {
        Seeded seeded = Seeded.of(seed);
        FolderName.parse(seeded.awkwardText(12)).ifPresent(name -> {
            assertThat(FolderName.parse(name.toString())).contains(name);
            for (Edition edition : Edition.values()) {
                assertThat(FolderName.ofDirectory(name.directoryNames(edition))).contains(name);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void neverLeavesTheMailboxRoot(long seed) throws IOException {
        Seeded seeded = Seeded.of(seed);
        try (FileSystem unix = Jimfs.newFileSystem(Configuration.unix());
                FileSystem windows = Jimfs.newFileSystem(Configuration.windows())) {
            for (int i = 0; i < 100; i++) {
                Optional<FolderName> read = seeded.chance(0.5)
                        ? FolderName.parse(seeded.text("../\\ :~C&-A4Lg8", 8))
                        : FolderName.ofDirectory(
                                Arrays.asList(seeded.text("../\\ :~C&-A4Lg8", 8).split("/", -1)));
                read.ifPresent(name -> {
                    staysBelow(unix.getPath("/mail/inbox/u"), name);
                    staysBelow(windows.getPath("C:\\mail\\inbox\\u"), name);
                });
            }
        }
    }

    /// Resolves one directory after the other; a name that the file system refuses leads nowhere.
    private static void staysBelow(Path root, FolderName folder) {
        for (Edition edition : Edition.values()) {
            Path path = root;
            try {
                for (String directory : folder.directoryNames(edition)) {
                    Path next = path.resolve(directory);
                    assertThat(next.normalize().getParent()).as("%s", folder).isEqualTo(path);
                    path = next;
                }
            } catch (InvalidPathException _) {
                assertThat(folder.flaw(Edition.WINDOWS)).as("%s", folder).isPresent();
            }
        }
    }

    private static void good(String text, String... components) {
        FolderName name = FolderName.of(components);
        assertThat(FolderName.parse(text)).contains(name);
        assertThat(name.components()).containsExactly(components);
        assertThat(name).hasToString(String.join("/", components));
    }

    private static void bad(String text) {
        assertThat(FolderName.parse(text)).as(text).isEmpty();
    }

    private static void flawed(String text, Edition edition, FolderName.Flaw flaw) {
        assertThat(FolderName.parse(text).orElseThrow().flaw(edition)).as(text).contains(flaw);
    }

    private static Optional<FolderName> directory(String... names) {
        return FolderName.ofDirectory(List.of(names));
    }

    static Stream<Long> seeds() {
        return Seeded.seeds(200);
    }
}
