package epostadm.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.cli.console.Cancellation;
import epostadm.cli.console.Cell;
import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Language;
import epostadm.cli.console.Refusal;
import epostadm.cli.console.Report;
import epostadm.cli.console.Terminal;
import epostadm.mailstore.mail.DomainName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What the frame does around a command with options of every sort.
class DispatcherTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /// Which accounts: names or a file, but not both.
    static final class Which {
        @Parameters(paramLabel = "NAME", arity = "1..*")
        List<String> names = List.of();

        @Option(names = "--from", paramLabel = "FILE")
        Optional<Path> from = Optional.empty();

        @Option(names = "--missing-from", paramLabel = "FILE")
        Optional<Path> missingFrom = Optional.empty();
    }

    /// A command as any other, for this test only.
    static final class TryOut implements Subcommand {
        @Option(names = "--limit", paramLabel = "N", required = true)
        private int limit;

        @ArgGroup(multiplicity = "1")
        private Which which = new Which();

        @Override
        public ExitCode run(Invocation invocation) throws IOException, Refusal {
            invocation.note("usage.other", "a remark");
            invocation.detail("usage.other", "a detail");
            switch (limit) {
                case 0 -> throw new NoSuchFileException("/s/file");
                case 1 -> throw new IllegalStateException("odd");
                case 2 -> invocation.confirm("Do it?");
                default -> {
                    try (Report report = invocation.facts()) {
                        report.fact("store", Cell.text(invocation.directory().toString()));
                        report.fact(
                                "domain",
                                Cell.text(invocation
                                        .domain()
                                        .map(DomainName::text)
                                        .orElse("none")));
                        report.fact("names", Cell.several(which.names));
                    }
                }
            }
            return invocation.dryRun() ? ExitCode.OK : ExitCode.FINDINGS;
        }
    }

    private int run(CommandTable.Access access, Map<String, String> environment, String line) throws IOException {
        Terminal terminal = Terminal.piped(environment, InputStream.nullInputStream(), out, err);
        CommandModel model = new CommandModel(new TryOut(), CommandTable.EXIT_CODES, access);
        return new Dispatcher(terminal, new Cancellation())
                .execute(model, List.of(line.split(" ")), Language.EN)
                .number();
    }

    private int run(String line) throws IOException {
        return run(CommandTable.Access.CHANGES, Map.of("EPOSTADM_STORE", "/from/environment"), line);
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void handsOutTheFramesOptions() throws IOException {
        assertThat(run("--limit 9 --store /s -d example.jp --dry-run -q -o json a b"))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("""
                {
                  "store":"/s",
                  "domain":"example.jp",
                  "names":["a","b"]
                }
                """);
        assertThat(said()).isEmpty();
    }

    @Test
    void takesTheStoreFromTheEnvironment() throws IOException {
        assertThat(run("--limit 9 -o csv a")).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("store,/from/environment\n", "domain,none\n");
        assertThat(said()).contains("a remark").doesNotContain("a detail");
    }

    @Test
    void refusesWhereNoStoreIsNamed() throws IOException {
        assertThat(run(CommandTable.Access.READS, Map.of(), "--limit 9 -o csv a"))
                .isEqualTo(2);
        assertThat(said()).contains("--store DIR", "EPOSTADM_STORE");
    }

    @Test
    void asksBeforeAChangeUnlessToldNotTo() throws IOException {
        assertThat(run("--limit 2 a")).isEqualTo(2);
        assertThat(said()).contains("Do it?", "--yes");
        assertThat(run("--limit 2 --yes a")).isEqualTo(1);
        assertThat(run("--limit 2 --dry-run a")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "a, --limit: must be given",
        "--limit x a, '--limit: x is not accepted; expected: a whole number'",
        "--limit 9 --from f --missing-from g, 'exclude each other; give only one'",
        "--limit 9 --from f a, 'a: one argument too many'",
        "--limit 9, 'must be given'",
        "--limit, '--limit: a value must follow: N'"
    })
    void refusesWrongUsageInItsOwnWords(String line, String expected) throws IOException {
        assertThat(run(line)).isEqualTo(2);
        assertThat(said()).contains(expected, "Try: epostadm exit-codes --help").doesNotContain("Error:");
    }

    @Test
    void mapsFailuresToExitCodes() throws IOException {
        assertThat(run("--limit 0 a")).isEqualTo(13);
        assertThat(run("--limit 1 a")).isEqualTo(70);
        assertThat(said())
                .contains("epostadm: /s/file: no such file or directory", "IllegalStateException: odd")
                .doesNotContain("\tat ");
        assertThat(run("--limit 1 --verbose a")).isEqualTo(70);
        assertThat(said()).contains("\tat ", "a detail");
    }
}
