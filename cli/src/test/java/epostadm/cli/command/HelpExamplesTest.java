package epostadm.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.cli.Shell;
import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Language;
import epostadm.cli.console.Texts;
import epostadm.fixtures.SampleStores;
import epostadm.fixtures.ZoneServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The examples that the help ends with do what they promise, on a copy of a sample store.
class HelpExamplesTest {

    private static final String CHANGE = "20270401-090000-import";

    @TempDir
    private Path directory;

    /// In place of the resolvers that the examples name; it knows no name server, so that nobody else is asked.
    private ZoneServer dns;

    @BeforeEach
    void startDns() throws IOException {
        dns = new ZoneServer("kaisha.example.jp.", "@ IN MX 10 mx\nmx IN A 127.0.0.1\n");
    }

    @AfterEach
    void stopDns() {
        dns.close();
    }

    static Stream<Arguments> examples() {
        return Stream.of(Language.values())
                .flatMap(language -> Stream.concat(
                                Stream.of("root.footer"),
                                Arrays.stream(CommandTable.values()).map(row -> row.key() + ".examples"))
                        .flatMap(key -> Texts.help(language).text(key).lines())
                        .map(String::strip)
                        .filter(line -> row(line).isPresent())
                        // Takes seconds, and has a test of its own.
                        .filter(line -> row(line).get() != CommandTable.DEMO)
                        // Runs until it is stopped, and has a test of its own.
                        .filter(line -> row(line).get() != CommandTable.SERVE || line.contains("--check"))
                        .map(line -> Arguments.of(line, language)));
    }

    private static Optional<CommandTable> row(String line) {
        List<String> words = List.of(line.split(" "));
        return words.getFirst().equals("epostadm")
                ? CommandTable.named(words.subList(1, words.size()))
                : Optional.empty();
    }

    @ParameterizedTest(name = "{1} {0}")
    @MethodSource("examples")
    void runs(String example, Language language) throws IOException {
        CommandTable row = row(example).orElseThrow();
        SampleStores.copy("store-bsd", directory.resolve("store"));
        Shell shell = new Shell(directory);
        shell.run("export EPOSTADM_LANG=" + language);
        String line = example.replace("/var/spool/epms", "./store")
                .replace("/etc/", "samples/")
                .replaceAll(" (\\w+\\.(txt|csv|json|html))", " ./$1");
        if (row == CommandTable.DNS_CHECK) {
            line = line.replaceAll(" --resolver \\S+", "") + " --resolver 127.0.0.1:"
                    + dns.address().getPort() + (line.contains("--connect") ? " --port 1" : "");
            shell.run("printf 'bl.example\\n' > ./store/ordb.dat");
        }
        Shell.Ended ended =
                shell.run(line.replace(CHANGE, arranged(row, shell))).orElseThrow();
        assertThat(row.exitCodes().stream().map(ExitCode::number))
                .as("%s%n%s", line, ended.err())
                .contains(ended.status())
                .isNotEmpty();
        assertThat(ended.status()).as("%s%n%s", line, ended.err()).isNotIn(2, 70);
    }

    /// Makes what the row's examples take for granted, and returns a change that they can name.
    private String arranged(CommandTable row, Shell shell) throws IOException {
        switch (row) {
            case ACCOUNTS_ADD, ACCOUNTS_PASSWD -> shell.run("printf 'hiMitsu-2027\\n' > ./password.txt");
            case ACCOUNTS_IMPORT, ACCOUNTS_DIFF, ACCOUNTS_RETIRE ->
                shell.run("cp samples/company/accounts.txt ./accounts.txt");
            case ALIASES_IMPORT ->
                shell.run("printf 'help@kaisha.example.jp\\tsato.k@kaisha.example.jp\\n' > ./aliases.txt");
            case ALIASES_REMOVE ->
                shell.run("printf 'info@kaisha.example.jp\\tsato.k@kaisha.example.jp\\n' > ./store/db/aliases.txt");
            case YEAR_END_PLAN -> shell.run("cp samples/company/accounts.txt ./accounts.txt");
            case YEAR_END_APPLY, YEAR_END_STATUS, YEAR_END_UNDO, YEAR_END_FINISH, YEAR_END_VERIFY, YEAR_END_RESUME -> {
                shell.run("cp samples/company/accounts.txt ./accounts.txt");
                shell.run("epostadm year-end plan ./accounts.txt --out ./plan.json --store ./store");
                if (row != CommandTable.YEAR_END_APPLY) {
                    shell.run("epostadm year-end apply ./plan.json --yes --store ./store");
                }
                if (row == CommandTable.YEAR_END_RESUME) {
                    Path changes = directory.resolve("store/.epostadm/changes");
                    String change = only(changes);
                    Files.writeString(changes.resolve(change).resolve("state"), "applying 1\n");
                    Files.writeString(changes.resolve("open"), change + "\n");
                }
            }
            case ACCOUNTS_RESUME -> shell.run("epostadm accounts suspend sato.k --store ./store");
            case ACCOUNTS_RESTORE -> shell.run("epostadm accounts retire ito.s --yes --store ./store");
            case STORE_ADOPT -> shell.run("printf '\\001EPOST' > ./store/db/kaisha.example.jp.idx");
            case CHANGES_SHOW, CHANGES_UNDO, CHANGES_PURGE, CHANGES_RESUME -> {
                shell.run("epostadm accounts retire sato.k --yes --store ./store");
                Path changes = directory.resolve("store/.epostadm/changes");
                String change = only(changes);
                if (row == CommandTable.CHANGES_RESUME) {
                    // As a crash would have left it.
                    Files.writeString(changes.resolve(change).resolve("state"), "applying 0\n");
                    Files.writeString(changes.resolve("open"), change + "\n");
                }
                return change;
            }
            default -> {}
        }
        return CHANGE;
    }

    private static String only(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.getFirst().getFileName().toString();
        }
    }
}
