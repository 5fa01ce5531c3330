package epostadm.cli.command;

import static epostadm.cli.console.ExitCode.FINDINGS;
import static epostadm.cli.console.ExitCode.OK;
import static epostadm.cli.console.ExitCode.PARTLY_REJECTED;

import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.store.MailStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Parameters;

/// `demo`: the main jobs on a store of its own, each command shown before it is run.
final class Demo implements Subcommand {

    private static final String NAME = "epostadm-demo";
    private static final String DOMAIN = "daigaku.example.ac.jp";

    @Parameters(paramLabel = "DIR", arity = "0..1")
    private Optional<Path> chosen = Optional.empty();

    @Override
    public ExitCode run(Invocation invocation) throws IOException, Refusal {
        Path directory = chosen.isPresent() ? chosen.get() : free();
        makeReady(directory);
        DemoFiles.writeTo(directory);
        Path mail = directory.resolve("mail");
        DemoStage stage = new DemoStage(invocation, 9);
        stage.say(invocation.text("demo.welcome", directory) + "\n");
        firstAccounts(stage, directory, mail);
        yearEnd(stage, directory);
        exhaustedInboxes(stage, directory, mail);
        journal(stage, mail);
        stage.say(new DemoFarewell(invocation).text(directory, mail));
        return OK;
    }

    private static void firstAccounts(DemoStage stage, Path directory, Path mail) throws IOException, Refusal {
        stage.heading("init");
        stage.run(OK, "store", "init", mail, "--domain", DOMAIN);
        stage.set("EPOSTADM_STORE", mail);
        stage.heading("import");
        stage.run(OK, "accounts", "import", directory.resolve(DemoFiles.THIS_YEAR));
        stage.copy(directory.resolve(DemoFiles.ALIASES), mail.resolve("db").resolve(DemoFiles.ALIASES));
        stage.run(OK, "accounts", "list", "tanaka*");
        stage.heading("inspect");
        stage.run(OK, "store", "inspect");
    }

    private static void yearEnd(DemoStage stage, Path directory) throws IOException, Refusal {
        Path mended = directory.resolve(DemoFiles.NEXT_YEAR_MENDED);
        Path plan = directory.resolve("plan.json");
        stage.heading("bad-lines");
        stage.run(PARTLY_REJECTED, "year-end", "plan", directory.resolve(DemoFiles.NEXT_YEAR));
        stage.heading("plan");
        stage.run(FINDINGS, "year-end", "plan", mended, "--out", plan);
        stage.heading("apply");
        stage.run(OK, "year-end", "apply", plan, "--yes", "--report", directory.resolve("report.html"));
        stage.run(OK, "accounts", "diff", mended);
    }

    private static void exhaustedInboxes(DemoStage stage, Path directory, Path mail) throws IOException, Refusal {
        stage.heading("status");
        for (String account : List.of("tanaka.k", "suzuki.n")) {
            Path root = mail.resolve("inbox").resolve(DOMAIN).resolve(account);
            stage.copy(directory.resolve(DemoFiles.FULL_INBOX), root.resolve("inbox"));
        }
        stage.run(FINDINGS, "inbox", "status", "--all");
        stage.heading("reset-uid");
        stage.run(OK, "inbox", "reset-uid", "tanaka.k", "--yes");
        stage.run(OK, "inbox", "reset-uid", "suzuki.n", "--method", "renumber", "--yes");
        stage.run(OK, "inbox", "status", "--all");
    }

    private static void journal(DemoStage stage, Path mail) throws IOException, Refusal {
        stage.heading("journal");
        stage.run(OK, "changes", "list");
        String last = MailStore.open(mail).changes().list().getFirst().id();
        stage.run(OK, "changes", "undo", last, "--yes");
        stage.run(FINDINGS, "inbox", "status", "--all");
    }

    /// Right here, under a name that is not taken: short paths make commands that are easy to read and to repeat.
    private static Path free() {
        Path directory = Path.of(NAME);
        for (int number = 2; Files.exists(directory); number++) {
            directory = Path.of(NAME + "-" + number);
        }
        return directory;
    }

    private static void makeReady(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                if (files.findAny().isPresent()) {
                    throw notEmpty(directory);
                }
            }
        } else if (Files.exists(directory)) {
            throw notEmpty(directory);
        }
        Files.createDirectories(directory);
    }

    private static RefusedException notEmpty(Path directory) {
        return new RefusedException(new epostadm.mailstore.refusal.Refusal.DirectoryNotEmpty(directory));
    }
}
