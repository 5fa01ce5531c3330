package epostadm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.SampleStores;
import epostadm.fixtures.TreeSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Processes that die in the middle of a change, at every n-th sign of life that it gives, and the commands that
/// come after them: the next one says so, `changes resume` ends as if nothing had happened, `changes undo` as if
/// nothing had begun.
class KilledProgramTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"import", "retire", "rename", "renumber", "year-end"})
    void isResumedOrUndoneAfterDeathAtAnyPoint(String operation) throws Exception {
        Path whole = SampleStores.copy("store-bsd", directory.resolve("whole"));
        assertThat(die(whole, operation, 0)).isZero();
        List<String> after = contents(whole);
        int died = 0;
        for (int n = 1; ; n++) {
            Path store = SampleStores.copy("store-bsd", directory.resolve(operation + n));
            TreeSnapshot before = TreeSnapshot.of(store, ".epostadm");
            if (die(store, operation, n) == 0) {
                break;
            }
            died++;
            check(store, before, after);
        }
        assertThat(died).as("deaths of " + operation).isGreaterThan(8);
    }

    @Test
    void isUndoneWhenItDiedBetweenItsMarkAndItsDirectory() throws IOException {
        Path store = SampleStores.copy("store-bsd", directory.resolve("marked"));
        Path mark = Files.createDirectories(store.resolve(".epostadm/changes")).resolve("open");
        Files.writeString(mark, "20270401-090000-import\n");
        Run undone = Run.of("changes undo 20270401-090000-import --yes --store " + store);
        assertThat(undone.status()).as(undone.err()).isZero();
        assertThat(mark).doesNotExist();
    }

    private void check(Path store, TreeSnapshot before, List<String> after) throws IOException {
        Optional<String> change = openChange(store);
        if (change.isEmpty()) {
            // Before the change was on record, or after it was done.
            assertThat(List.of(
                            before.lines(), TreeSnapshot.of(store, ".epostadm").lines()))
                    .satisfiesAnyOf(
                            trees -> assertThat(trees.get(1)).isEqualTo(trees.get(0)),
                            _ -> assertThat(contents(store)).isEqualTo(after));
            return;
        }
        Run list = Run.of("accounts list --store " + store);
        assertThat(list.status()).isZero();
        assertThat(list.err()).contains(change.get());
        boolean touched = Files.exists(store.resolve(".epostadm/changes/" + change.get() + "/state"));
        if (touched) {
            Run next = Run.of("accounts suspend takahashi.y --store " + store);
            assertThat(next.status()).isEqualTo(20);
            assertThat(next.err()).contains("epostadm changes resume " + change.get());
            Path other = Files.createTempDirectory(directory, "resumed");
            FileUtils.copyDirectory(store.toFile(), other.toFile());
            Run resumed = Run.of("changes resume " + change.get() + " --yes --store " + other);
            assertThat(resumed.status()).as(resumed.err()).isZero();
            assertThat(contents(other)).isEqualTo(after);
        }
        Run undone = Run.of("changes undo " + change.get() + " --yes --store " + store);
        assertThat(undone.status()).as(undone.err()).isZero();
        assertThat(TreeSnapshot.of(store, ".epostadm")).isEqualTo(before);
        assertThat(Run.of("accounts suspend takahashi.y --store " + store).status())
                .isZero();
    }

    /// The change that the mark names, unless it has come to its end.
    private static Optional<String> openChange(Path store) throws IOException {
        Path mark = store.resolve(".epostadm/changes/open");
        if (!Files.exists(mark)) {
            return Optional.empty();
        }
        String id = Files.readString(mark).strip();
        Path state = mark.resolveSibling(id).resolve("state");
        boolean done = Files.exists(state) && Files.readString(state).startsWith("done");
        return done ? Optional.empty() : Optional.of(id);
    }

    /// Names and contents, without times: what is made anew is made later.
    private static List<String> contents(Path store) throws IOException {
        try (Stream<String> lines = TreeSnapshot.of(store, ".epostadm").lines().stream()) {
            return lines.map(line -> line.replaceAll(" \\d{4}-\\d\\d-\\d\\dT\\S+ ", " "))
                    .toList();
        }
    }

    private static int die(Path store, String operation, int n) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledRun.class.getName(),
                        store.toString(),
                        operation,
                        Integer.toString(n))
                .inheritIO()
                .start();
        int status = child.waitFor();
        assertThat(status).isIn(0, KilledRun.KILLED);
        return status;
    }
}
