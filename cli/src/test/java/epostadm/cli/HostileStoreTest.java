package epostadm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.SampleStores;
import epostadm.fixtures.TreeSnapshot;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Stores in which somebody has put what no server puts there: no command hangs, fills the memory, shows what lies
/// elsewhere, or lets a name steer the terminal.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no named pipes, and other names")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileStoreTest {

    private static final String ESCAPE = "\033]0;x\007";
    private static final List<String> READING = List.of(
            "store inspect", "store inspect --deep", "accounts list", "accounts show sato.k", "inbox status --all");
    private static final List<String> CHANGING = List.of(
            "accounts passwd sato.k --password-stdin",
            "accounts import FILE --mode update",
            "inbox reset-uid sato.k --method renumber",
            "inbox reset-uid sato.k",
            "accounts rename sato.k kato.k",
            "accounts retire kato.k");

    @TempDir
    private Path directory;

    private Path store;
    private Path file;

    @BeforeEach
    void copy() throws IOException {
        store = SampleStores.copy("store-bsd", directory.resolve("store"));
        file = Files.writeString(
                directory.resolve("accounts.txt"), "sato.k\tkomorebi77\tx\tkaisha.example.jp\tHome\t1\t1\t7\t1\t1\n");
    }

    private Run run(String line) {
        String words = line.replace("FILE", file.toString()) + " --store " + store;
        boolean changes = CHANGING.contains(line) || line.contains("undo");
        return Run.in(Map.of("LANG", "C"), changes ? words + " --yes" : words);
    }

    private Path path(String name) {
        return store.resolve(name.replace("SATO", "inbox/kaisha.example.jp/sato.k"));
    }

    /// Whatever it is: the command ends in a way that is documented, with a line for each failure.
    private static void isOrderly(Run run, String line) {
        assertThat(run.status()).as(line + ": " + run.err()).isIn(0, 1, 2, 12, 13);
        if (run.status() > 1) {
            assertThat(run.err().lines().filter(text -> text.startsWith("epostadm: ")))
                    .as(line)
                    .isNotEmpty();
        }
    }

    private static void mkfifo(Path pipe) throws IOException, InterruptedException {
        Files.deleteIfExists(pipe);
        Files.createDirectories(pipe.getParent());
        assertThat(new ProcessBuilder("mkfifo", pipe.toString())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SATO/apop.dat",
                "SATO/size.ctl",
                "SATO/inbox/uid",
                "SATO/inbox/uidvalidity",
                "SATO/inbox/0000009999-100000.MSG",
                "SATO/B0000999999.MSG",
                "db/kaisha.example.jp.idx",
                "db/aliases.txt",
                ".epostadm/store.properties",
                ".epostadm/lock",
                ".epostadm/changes/open"
            })
    void waitsForNoPipe(String name) throws Exception {
        mkfifo(path(name));
        READING.forEach(line -> isOrderly(run(line), line));
        CHANGING.forEach(line -> isOrderly(run(line), line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SATO/apop.dat",
                "SATO/size.ctl",
                "SATO/ims.ctl",
                "SATO/inbox/uid",
                "SATO/inbox/uidvalidity",
                "db/kaisha.example.jp.idx",
                "db/aliases.txt",
                ".epostadm/store.properties",
                ".epostadm/lock",
                ".epostadm/changes/open"
            })
    void keepsNoEndlessFileInMemory(String name) throws IOException {
        Files.createDirectories(path(name).getParent());
        try (RandomAccessFile sparse = new RandomAccessFile(path(name).toFile(), "rw")) {
            sparse.setLength(2L << 30);
        }
        if (name.endsWith(".idx")) {
            isOrderly(run("accounts list"), name); // Reads all of it, once a command.
            return;
        }
        READING.forEach(line -> isOrderly(run(line), line));
        CHANGING.forEach(line -> isOrderly(run(line), line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SATO/apop.dat",
                "SATO/size.ctl",
                "SATO/inbox/uid",
                "SATO/inbox/uidvalidity",
                "SATO/inbox",
                "SATO",
                "inbox",
                "inbox/kaisha.example.jp",
                "db",
                "db/kaisha.example.jp.idx",
                "db/aliases.txt",
                ".epostadm",
                ".epostadm/changes",
                ".epostadm/quarantine",
                ".epostadm/lock",
                ".epostadm/store.properties"
            })
    void followsNoLinkOutOfTheStore(String name) throws IOException {
        Path outside = Files.createDirectories(directory.resolve("outside"));
        Path target = outside.resolve("target");
        if (Files.exists(path(name))) {
            Files.move(path(name), target);
        } else if (name.endsWith("lock") || name.endsWith("properties")) {
            Files.writeString(target, "not-to-be-shown=1\n");
        } else {
            Files.createDirectory(target);
        }
        Files.createDirectories(path(name).getParent());
        Files.createSymbolicLink(path(name), target);
        TreeSnapshot before = TreeSnapshot.of(outside);
        READING.forEach(line -> isOrderly(run(line), line));
        for (String line : CHANGING) {
            Run run = run(line);
            isOrderly(run, line);
            assertThat(run.out() + run.err()).doesNotContain("not-to-be-shown");
            assertThat(TreeSnapshot.of(outside)).as(line).isEqualTo(before);
        }
    }

    @Test
    void takesALinkToTheWorkFolderItself() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), store);
        assertThat(Run.of("accounts retire sato.k --yes --store " + link).status())
                .isZero();
        assertThat(path("inbox/kaisha.example.jp/~sato.k")).isDirectory();
    }

    @Test
    void doesNotWriteThroughASecondNameOfAControlFile() throws IOException {
        Path second = directory.resolve("second");
        Files.createLink(second, path("SATO/apop.dat"));
        String before = Files.readString(second);
        assertThat(run("accounts import FILE --mode update").status()).isZero();
        assertThat(path("SATO/apop.dat")).hasContent("komorebi77");
        assertThat(second).hasContent(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void letsNoNameSteerTheTerminal(String output) throws IOException {
        Files.createFile(path("SATO/inbox/" + ESCAPE + ".MSG"));
        Files.createDirectory(path("SATO/" + ESCAPE + "\nx"));
        Files.createDirectory(path("inbox/kaisha.example.jp/" + ESCAPE));
        Files.createDirectory(path("inbox/kaisha.example.jp/~" + ESCAPE));
        for (String line : READING) {
            String words = line.startsWith("store inspect") ? line + " --verbose" : line;
            Run run = run(words + " --output " + output);
            assertThat(run.status()).as(run.err()).isIn(0, 1);
            assertThat(run.out() + run.err()).as(line).doesNotContain("\033", "\007");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "accounts show NAME, 2",
        "changes undo NAME --yes, 2",
        "changes show ../../x, 2",
        "accounts list --domain NAME, 2",
        "accounts import NAME, 13",
        "accounts NAME, 2",
        "accounts list --NAME, 2",
        "accounts list --output NAME, 2"
    })
    void echoesNoEscapeOfTheCommandLine(String line, int status) {
        Run run = Run.of(line.replace("NAME", "x" + ESCAPE) + " --store " + store);
        assertThat(run.status()).isEqualTo(status);
        assertThat(run.err()).doesNotContain("\033", "\007").isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "accounts import PLACE",
        "accounts diff PLACE",
        "accounts retire --from PLACE",
        "accounts retire --missing-from PLACE"
    })
    void readsNoAccountsFromWhatIsNoFile(String line) throws Exception {
        Path pipe = directory.resolve("pipe");
        mkfifo(pipe);
        for (Path place : List.of(pipe, Path.of("/dev/zero"), directory)) {
            Run run = run(line.replace("PLACE", place.toString()));
            assertThat(run.status()).as(run.err()).isEqualTo(13);
            assertThat(run.err().lines()).hasSize(1).first().asString().startsWith("epostadm: " + place + ": ");
        }
    }

    @Test
    void readsALongIndexWithinItsHeap() throws IOException {
        StringBuilder lines = new StringBuilder("#epost-idx 1 kaisha.example.jp\n");
        for (int i = 0; i < 200_000; i++) {
            lines.append("a%06d\t{PLAIN}x\tName\tHome\t0\t0\t0\t1\t1\n".formatted(i));
        }
        Files.writeString(path("db/kaisha.example.jp.idx"), lines);
        assertThat(run("accounts list --output csv").out().lines()).hasSize(200_001);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "{\"format\":1", "\0\0\0"})
    void refusesAJournalThatIsGarbled(String text) throws IOException {
        assertThat(run("accounts rename sato.k kato.k").status()).isZero();
        Path changes = path(".epostadm/changes");
        String id;
        try (var names = Files.list(changes)) {
            id = names.filter(Files::isDirectory)
                    .findFirst()
                    .orElseThrow()
                    .getFileName()
                    .toString();
        }
        Files.writeString(changes.resolve(id).resolve("journal.jsonl"), text);
        TreeSnapshot before = TreeSnapshot.of(store);
        for (String line : List.of("changes list", "changes show " + id, "changes undo " + id)) {
            Run run = run(line);
            assertThat(run.status()).as(line + run.err()).isEqualTo(12);
            assertThat(run.err().lines()).hasSize(1);
        }
        assertThat(TreeSnapshot.of(store, ".epostadm").lines())
                .allSatisfy(line -> assertThat(before.lines()).contains(line));
    }

    @Test
    void keepsPasswordsOutOfAllThatIsSaidAndWritten() throws IOException {
        String out = "";
        for (String line : CHANGING) {
            Run run = run(line + " --verbose");
            out += run.out() + run.err();
        }
        Files.writeString(file, "sato.k\tkomorebi77\tkomorebi77\n", StandardCharsets.UTF_8);
        out += run("accounts import FILE --verbose --yes").err();
        assertThat(out).doesNotContain("komorebi77", "Nagoya-4417");
        try (var files = Files.walk(path(".epostadm"))) {
            for (Path ours : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                String name = path(".epostadm").relativize(ours).toString();
                if (!name.startsWith("quarantine") && !name.contains("/stage/")) {
                    assertThat(Files.readString(ours, StandardCharsets.ISO_8859_1))
                            .as(name)
                            .doesNotContain("komorebi77");
                }
            }
        }
    }
}
