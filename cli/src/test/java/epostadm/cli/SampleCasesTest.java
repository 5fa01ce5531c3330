package epostadm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.cli.Shell.Ended;
import epostadm.fixtures.SampleStores;
import epostadm.fixtures.TreeSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each `samples/cases/NAME/command` prints what `expected` beside it says, to the letter; and a command that fails
/// has changed nothing.
///
/// `-Dcases=accept` writes the files `expected` anew, for whoever has looked at each difference.
class SampleCasesTest {

    private static final Path CASES = SampleStores.directory("cases");
    private static final Pattern ID = Pattern.compile("\\d{8}-\\d{6}-([a-z]+(?:-[a-z]+)*)(-\\d+)?");
    private static final Pattern INSTANT = Pattern.compile("\\b\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
    private static final Pattern SECONDS = Pattern.compile("\\b\\d+\\.\\d\\d (s|\u79d2)");
    private static final Pattern TIME = Pattern.compile("\\b\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\b");

    @TempDir
    private Path directory;

    static Stream<String> cases() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void printsWhatIsExpected(String name) throws IOException {
        StringBuilder transcript = new StringBuilder();
        try (Shell shell = new Shell(directory)) {
            run(name, shell, transcript);
        }
        Path expected = CASES.resolve(name).resolve("expected");
        if (System.getProperty("cases", "").equals("accept")) {
            Files.writeString(expected, transcript);
        }
        assertThat(transcript).hasToString(Files.readString(expected));
    }

    private void run(String name, Shell shell, StringBuilder transcript) throws IOException {
        for (String line : Files.readAllLines(CASES.resolve(name).resolve("command"))) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            List<String> before = files();
            Optional<Ended> ended = shell.run(line);
            if (ended.isPresent()) {
                transcript.append(transcript.isEmpty() ? "" : "\n").append(told(ended.get(), shell));
                if (ended.get().status() > 1 && !line.contains("--skip-bad")) {
                    assertThat(files()).as("files after " + line).isEqualTo(before);
                }
            }
        }
    }

    /// All files but those of the journals.
    private List<String> files() throws IOException {
        return TreeSnapshot.of(directory).lines().stream()
                .filter(file -> !file.contains("/.epostadm/"))
                .toList();
    }

    private static String told(Ended ended, Shell shell) {
        String err = ended.err().isEmpty() ? "" : "--- standard error\n" + ended.err();
        return "$ " + ended.line() + "\n" + masked(shell.unresolved(ended.out() + err)) + "--- exit code "
                + ended.status() + "\n";
    }

    /// What differs from run to run. Ids may have a number behind them, which makes a column of them wider.
    private static String masked(String text) {
        boolean column = text.lines().anyMatch(line -> ID.matcher(line).lookingAt());
        String narrow = column ? text.replaceAll(" {2,}", "  ") : text;
        String ids = ID.matcher(narrow).replaceAll("YYYYMMDD-hhmmss-$1");
        String instants = INSTANT.matcher(ids).replaceAll("YYYY-MM-DDThh:mm:ssZ");
        String times = TIME.matcher(instants).replaceAll("YYYY-MM-DD hh:mm:ss");
        return SECONDS.matcher(times).replaceAll("N.NN $1");
    }
}
