package epostadm.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.cli.Shell;
import epostadm.fixtures.SampleStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What docs/troubleshooting.md types does what stands below it, over the samples.
class TroubleshootingTest {

    private static final Path PAGE = SampleStores.directory("logs")
            .resolveSibling("../docs/troubleshooting.md")
            .normalize();

    @TempDir
    private Path directory;

    /// Each command with the lines below it; where one ends with `...` the rest is left out.
    static Stream<Arguments> commands() throws IOException {
        List<Arguments> commands = new ArrayList<>();
        List<String> below = new ArrayList<>();
        boolean block = false;
        for (String raw : Files.readAllLines(PAGE)) {
            String line = raw.strip();
            if (line.startsWith("```")) {
                block = line.equals("```console");
            } else if (block && line.startsWith("$ ")) {
                below = new ArrayList<>();
                commands.add(Arguments.of(line.substring(2), below));
            } else if (block && !line.isEmpty() && !line.equals("...")) {
                below.add(narrow(line));
            }
        }
        return commands.stream();
    }

    private static String narrow(String line) {
        return line.strip().replaceAll("\\s+", " ");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void saysWhatStandsInThePage(String command, List<String> below) throws IOException {
        SampleStores.copy("store-bsd", directory.resolve("store"));
        try (Shell shell = new Shell(directory)) {
            shell.run("cp -r samples/spool/work ./store");
            shell.run("dns 192.0.2.53 samples/zones/kaisha.example.jp-troubled.zone");
            shell.run("export EPOSTADM_STORE=./store");
            String line = command
                    + (command.contains(" retry ") ? " --dry-run" : "")
                    + (command.contains(" logs ") ? " --logs samples/logs" : "")
                    + (command.contains(" dns ") ? " --resolver 192.0.2.53 --name-server 192.0.2.53" : "");
            Shell.Ended ended = shell.run(line).orElseThrow();
            assertThat(ended.status()).as("%s%n%s", line, ended.err()).isIn(0, 1);
            List<String> said =
                    ended.out().lines().map(TroubleshootingTest::narrow).toList();
            for (String expected : below) {
                boolean whole = !expected.endsWith("...");
                String start = whole ? expected : expected.substring(0, expected.length() - 3);
                assertThat(said).as("%s", expected).anyMatch(one -> whole ? one.equals(start) : one.startsWith(start));
            }
        }
    }
}
