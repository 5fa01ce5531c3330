package epostadm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.SampleStores;
import epostadm.fixtures.Seeded;
import epostadm.fixtures.TreeSnapshot;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The program itself as a process that is sent signals while it changes a store: SIGKILL at any moment, Ctrl-C,
/// and a second one that comes in between. Where SIGINT is ignored from the start, as in a shell's background, a
/// program of Java's does not hear it: the bound says so instead of waiting for ever.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no kill -INT")
@Timeout(300)
class SignalledProgramTest {

    private static final String DOMAIN = "kaisha.example.jp";
    private static final int ACCOUNTS = 500;
    private static final int MESSAGES = 600;
    private static final int KILLS = 10;
    private static final int JUST_OPENED = 20;
    private static final int INTERRUPTS = 2;

    @TempDir
    private Path directory;

    private Path texts;

    /// A store and the command that is cut short in it.
    private record Work(Path store, String[] command) {}

    private Work work(String operation) throws IOException {
        Path store = SampleStores.copy("store-bsd", directory.resolve("store"));
        texts = Files.createDirectory(directory.resolve("texts"));
        Path accounts = texts.resolve("accounts.txt");
        StringBuilder lines = new StringBuilder();
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < ACCOUNTS; i++) {
            lines.append("u%05d\tpw-%d\tName\t%s\tHome\t1\t1\t1000\t1\t1\n".formatted(i, i, DOMAIN));
            names.append("u%05d\n".formatted(i));
        }
        Files.writeString(accounts, lines);
        Path leavers = Files.writeString(texts.resolve("leavers.txt"), names);
        String[] importing = {"accounts", "import", accounts.toString(), "--create-folders", "--scheme", "plain"};
        return switch (operation) {
            case "import" -> new Work(store, importing);
            case "retire" -> {
                Run made = Run.of(String.join(" ", importing) + " --store " + store);
                assertThat(made.status()).as(made.err()).isZero();
                yield new Work(store, new String[] {"accounts", "retire", "--from", leavers.toString()});
            }
            case "renumber" -> {
                Path inbox = store.resolve("inbox").resolve(DOMAIN).resolve("suzuki.m/inbox");
                for (int i = 0; i < MESSAGES; i++) {
                    Files.writeString(inbox.resolve("%010d-000010.MSG".formatted(4_000_000_000L + i)), "Subject: " + i);
                }
                yield new Work(store, new String[] {"inbox", "reset-uid", "suzuki.m", "--method", "renumber"});
            }
            default -> throw new IllegalArgumentException(operation);
        };
    }

    private static Process start(Path store, String... command) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Epostadm.class.getName()));
        words.addAll(List.of(command));
        words.addAll(List.of("--yes", "--lang", "en", "--store", store.toString()));
        return new ProcessBuilder(words).start();
    }

    private static Path copy(Path store, Path target) throws IOException {
        FileUtils.deleteDirectory(target.toFile());
        FileUtils.copyDirectory(store.toFile(), target.toFile());
        return target;
    }

    /// Names, contents and times as they are, and who may do what.
    private static List<String> tree(Path store) throws IOException {
        List<String> lines = new ArrayList<>(TreeSnapshot.of(store, ".epostadm").lines());
        lines.addAll(modes(store));
        return lines;
    }

    private static List<String> modes(Path store) throws IOException {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(store)) {
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                if (!file.startsWith(store.resolve(".epostadm"))) {
                    lines.add(store.relativize(file) + " "
                            + PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
                }
            }
        }
        return lines;
    }

    /// What a change makes again at another time: names, contents and modes, without times of files and
    /// UIDVALIDITY.
    private static Map<String, String> outcome(Path store) throws IOException {
        Map<String, String> outcome = new HashMap<>();
        for (String line : TreeSnapshot.of(store, ".epostadm").lines()) {
            String name = line.replaceFirst(" \\d+ \\d{4}-\\d\\d-\\d\\dT.*", "");
            boolean own = name.endsWith("uidvalidity");
            outcome.put(name, own ? "" : line.substring(name.length()).replaceAll(" \\d{4}-\\d\\d-\\d\\dT\\S+ ", " "));
        }
        modes(store).forEach(mode -> outcome.put("mode " + mode, ""));
        return outcome;
    }

    private static Path mark(Path store) {
        return store.resolve(".epostadm/changes/open");
    }

    private static Optional<String> open(Path store) throws IOException {
        Path mark = mark(store);
        return Files.exists(mark) ? Optional.of(Files.readString(mark).strip()) : Optional.empty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"import", "renumber"})
    void isResumedOrUndoneAfterAKillAtAnyMoment(String operation) throws Exception {
        Work work = work(operation);
        List<String> before = tree(work.store());
        Path target = directory.resolve("target");
        long begun = System.nanoTime();
        assertThat(start(copy(work.store(), target), work.command()).waitFor()).isZero();
        long whole = Math.max(1, (System.nanoTime() - begun) / 1_000_000);
        Map<String, String> after = outcome(target);
        Seeded random = Seeded.of(7);
        int cutShort = 0;
        for (int i = 0; i < KILLS || cutShort == 0 && i < 5 * KILLS; i++) {
            Path store = copy(work.store(), target);
            long started = System.nanoTime();
            Process child = start(store, work.command());
            if (i % 2 == 1) {
                // Most of a run is start-up: every second kill comes when the change has just been opened.
                while (child.isAlive() && !Files.exists(mark(store))) {
                    Thread.onSpinWait();
                }
                child.waitFor(random.between(0, JUST_OPENED), TimeUnit.MILLISECONDS);
            } else if (child.waitFor(random.between(whole / 4, whole), TimeUnit.MILLISECONDS)) {
                // The first run was slower than this one, as on a busy machine.
                whole = Math.clamp((System.nanoTime() - started) / 1_000_000, 1, whole);
            }
            child.destroyForcibly().waitFor();
            cutShort += check(target, before, after) ? 1 : 0;
        }
        assertThat(cutShort).as("kills that left a change open").isPositive();
    }

    /// Whether a change was open after the kill.
    private boolean check(Path store, List<String> before, Map<String, String> after) throws IOException {
        Run list = Run.of("accounts list --store " + store);
        assertThat(list.status()).isZero();
        Optional<String> change = open(store);
        boolean ended = change.isPresent() && list.err().isEmpty();
        if (change.isEmpty() || ended) {
            boolean made = !tree(store).equals(before);
            if (made) {
                assertThat(outcome(store)).isEqualTo(after);
            }
            return false;
        }
        String id = change.get();
        assertThat(list.err()).contains(id);
        if (!Files.exists(store.resolve(".epostadm/changes").resolve(id).resolve("state"))) {
            assertThat(tree(store)).isEqualTo(before);
            Run next = Run.of("accounts suspend takahashi.y --store " + store);
            assertThat(next.status()).as(next.err()).isZero();
            assertThat(next.err()).contains(id, "its preparations are removed");
            assertThat(Run.of("accounts resume takahashi.y --store " + store).status())
                    .isZero();
            return true;
        }
        Run next = Run.of("accounts suspend takahashi.y --verbose --store " + store);
        assertThat(next.status()).isEqualTo(20);
        assertThat(next.err()).contains("ended without giving it back", "epostadm changes resume " + id);
        Path other = copy(store, directory.resolve("other"));
        Run resumed = Run.of("changes resume " + id + " --yes --store " + other);
        assertThat(resumed.status()).as(resumed.err()).isZero();
        assertThat(outcome(other)).isEqualTo(after);
        Run undone = Run.of("changes undo " + id + " --yes --store " + store);
        assertThat(undone.status()).as(undone.err()).isZero();
        assertThat(tree(store)).isEqualTo(before);
        return true;
    }

    @ParameterizedTest
    @ValueSource(strings = {"import", "retire", "renumber"})
    void changesNothingWhereItIsInterrupted(String operation) throws Exception {
        Work work = work(operation);
        List<String> before = tree(work.store());
        int cutShort = 0;
        for (int i = 0; i < INTERRUPTS; i++) {
            Path target = copy(work.store(), directory.resolve("target"));
            Optional<String> earlier = newest(target);
            Process child = start(target, work.command());
            while (child.isAlive() && newest(target).equals(earlier)) {
                Thread.onSpinWait();
            }
            child.waitFor(i * 30L, TimeUnit.MILLISECONDS);
            interrupt(child);
            String said = child.errorReader().readAllAsString();
            assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(child.exitValue()).as(said).isIn(0, 130);
            if (child.exitValue() == 130) {
                cutShort++;
                assertThat(said.lines().filter(line -> line.startsWith("epostadm: ")))
                        .containsExactly("epostadm: Interrupted; nothing was changed");
                assertThat(tree(target)).isEqualTo(before);
            }
            assertThat(open(target)).isEmpty();
        }
        assertThat(cutShort).as("interrupted before it was done").isPositive();
    }

    private static Optional<String> newest(Path store) throws IOException {
        Path changes = store.resolve(".epostadm/changes");
        if (!Files.isDirectory(changes)) {
            return Optional.empty();
        }
        try (Stream<Path> entries = Files.list(changes)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> Character.isDigit(name.charAt(0)))
                    .max(String::compareTo);
        }
    }

    private static void interrupt(Process child) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(child.pid())).start().waitFor();
    }

    /// A process that has the store and waits for a password.
    private static Process holder(Path store) throws IOException {
        Process holder = start(store, "accounts", "passwd", "sato.k", "--password-stdin");
        Path lock = store.resolve(".epostadm/lock");
        while (holder.isAlive() && (!Files.exists(lock) || Files.size(lock) == 0)) {
            Thread.onSpinWait();
        }
        return holder;
    }

    @Test
    void refusesASecondProcessAndNamesTheFirst() throws Exception {
        Path store = SampleStores.copy("store-bsd", directory.resolve("store"));
        Process holder = holder(store);
        Process second = start(store, "accounts", "suspend", "sato.k");
        String said = second.errorReader().readAllAsString();
        assertThat(second.waitFor()).isEqualTo(11);
        assertThat(said.lines()).hasSize(1);
        assertThat(said).containsPattern("\\S+, process " + holder.pid() + ", epostadm accounts passwd, since 20");
        List<String> before = tree(store);
        interrupt(holder);
        assertThat(holder.waitFor()).isEqualTo(130);
        assertThat(holder.errorReader().readAllAsString()).isEqualTo("epostadm: interrupted; nothing was changed\n");
        assertThat(tree(store)).isEqualTo(before);
    }

    @Test
    void takesOverTheLockOfAProcessThatWasKilled() throws Exception {
        Path store = SampleStores.copy("store-bsd", directory.resolve("store"));
        Process holder = holder(store);
        holder.destroyForcibly().waitFor();
        Run next = Run.of("accounts suspend sato.k --verbose --store " + store);
        assertThat(next.status()).isZero();
        assertThat(next.err()).contains("ended without giving it back", "process " + holder.pid());
    }
}
