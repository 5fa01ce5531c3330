package epostadm.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import epostadm.cli.Run;
import epostadm.cli.console.Cancellation;
import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Language;
import epostadm.cli.console.OutputFormat;
import epostadm.cli.console.Refusal;
import epostadm.cli.console.Terminal;
import epostadm.cli.console.Texts;
import epostadm.fixtures.SampleStores;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {

    @TempDir
    private Path directory;

    @Test
    void showsEachCommandBeforeItRunsIt() throws IOException {
        Path demo = directory.resolve("demo");
        Run run = Run.of("demo " + demo + " --lang ja");
        assertThat(run.status()).as(run.err()).isZero();
        String out = run.out().replace(" \\\n   ", "");
        assertThat(out)
                .contains("== 1/9  ", "== 9/9  ")
                .containsSubsequence(
                        "$ epostadm store init " + demo + "/mail",
                        "$ export EPOSTADM_STORE=" + demo + "/mail",
                        "$ epostadm accounts import " + demo + "/accounts-2026.txt",
                        "作成: 300",
                        "$ epostadm year-end plan " + demo + "/accounts-2027.txt",
                        "（終了コード 3: ",
                        "$ epostadm year-end plan " + demo + "/accounts-2027-clean.txt --out " + demo + "/plan.json",
                        "卒業・退職: 40",
                        "$ epostadm year-end apply " + demo + "/plan.json --yes --report " + demo + "/report.html",
                        "$ epostadm accounts diff " + demo + "/accounts-2027-clean.txt",
                        "$ epostadm inbox reset-uid tanaka.k --yes",
                        "$ epostadm changes undo ",
                        "export EPOSTADM_STORE=" + demo + "/mail");
        assertThat(run.err()).contains("accounts-2027.txt:325: ", "robocon-club");
        assertThat(out.lines().filter(line -> line.startsWith("$ epostadm ")))
                .hasSize(15)
                .allMatch(line -> CommandTable.named(List.of(line.substring(11).split(" ")))
                        .isPresent());
        assertThat(demo.resolve("report.html")).content().contains("fujii.o");
        // What it leaves is a store to play with.
        assertThat(Run.of("inbox status tanaka.k --store " + demo + "/mail").status())
                .isZero();
    }

    @Test
    void carriesTheSampleFilesWithIt() throws IOException {
        Path inbox = Path.of("inbox/kaisha.example.jp/hayashi.k/inbox");
        for (String name : DemoFiles.ALL) {
            Path sample = name.startsWith(DemoFiles.FULL_INBOX)
                    ? SampleStores.directory("store-bsd-troubled")
                            .resolve(inbox)
                            .resolve(name.substring(DemoFiles.FULL_INBOX.length() + 1))
                    : SampleStores.directory("university").resolve(name);
            try (InputStream in = DemoFiles.open(name)) {
                assertThat(in.readAllBytes()).as(name).isEqualTo(Files.readAllBytes(sample));
            }
        }
        try (var files = Files.list(SampleStores.directory("store-bsd-troubled").resolve(inbox))) {
            assertThat(files.count())
                    .isEqualTo(DemoFiles.ALL.stream()
                            .filter(name -> name.startsWith(DemoFiles.FULL_INBOX))
                            .count());
        }
    }

    @Test
    void refusesADirectoryThatIsNotEmpty() throws IOException {
        Files.writeString(directory.resolve("file"), "");
        Run run = Run.of("demo " + directory);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(directory + ": not empty");
    }

    @Test
    void stopsWhereACommandEndsOtherwiseThanExpected() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Terminal terminal = Terminal.piped(Map.of(), InputStream.nullInputStream(), out, out);
        FrameOptions frame = new FrameOptions(
                OutputFormat.TEXT, false, false, false, Optional.empty(), Optional.empty(), false, false);
        Invocation invocation =
                new Invocation(terminal, Texts.messages(Language.EN), frame, new Cancellation(), "demo");
        DemoStage stage = new DemoStage(invocation, 1);
        assertThatThrownBy(() -> stage.run(ExitCode.OK, "exit-codes", "--no-such-option"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("\"epostadm exit-codes --no-such-option\" ended with exit code 2, and 0");
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("$ epostadm exit-codes --no-such-option\n");
    }

    @Test
    void breaksLongCommandLinesAsAShellTakesThem() {
        String path = "a".repeat(60);
        assertThat(DemoStage.commandLine(List.of("epostadm", "accounts", "import", path, "--mode", "s*")))
                .isEqualTo("epostadm accounts import \\\n    " + path + " --mode 's*'");
    }
}
