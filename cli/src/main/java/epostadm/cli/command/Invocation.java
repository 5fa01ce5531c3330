package epostadm.cli.command;

import epostadm.cli.console.Cancellation;
import epostadm.cli.console.ExitCode;
import epostadm.cli.console.OutputFormat;
import epostadm.cli.console.ProgressBar;
import epostadm.cli.console.Questions;
import epostadm.cli.console.Refusal;
import epostadm.cli.console.Report;
import epostadm.cli.console.Terminal;
import epostadm.cli.console.Texts;
import epostadm.cli.page.HtmlReport;
import epostadm.cli.page.Page;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.task.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a command may ask of its surroundings while it runs.
final class Invocation {

    private final Terminal terminal;
    private final Texts messages;
    private final FrameOptions options;
    private final Cancellation cancellation;
    private final String words;

    /// @param words the command's entity and action
    Invocation(Terminal terminal, Texts messages, FrameOptions options, Cancellation cancellation, String words) {
        this.words = words;
        this.terminal = terminal;
        this.messages = messages;
        this.options = options;
        this.cancellation = cancellation;
    }

    /// The store's directory: `--store`, else EPOSTADM_STORE.
    Path directory() throws Refusal {
        return options.store()
                .or(() -> terminal.variable("EPOSTADM_STORE").map(Path::of))
                .orElseThrow(() -> new Refusal(ExitCode.USAGE, text("store.not-named")));
    }

    /// The store, for a command that only reads: it warns where a change was cut short.
    MailStore store() throws IOException, Refusal {
        MailStore store = MailStore.open(directory());
        Interrupted.warn(store, this);
        return store;
    }

    /// The domain that `--domain` names, or the store's only one.
    DomainName domain(MailStore store) throws IOException, Refusal {
        return store.domain(domain());
    }

    /// The domain that `--domain` names, if it is given.
    Optional<DomainName> domain() throws Refusal {
        if (options.domain().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(domain(options.domain().get()));
    }

    /// The domain that was typed.
    DomainName domain(String typed) throws Refusal {
        return DomainName.parse(typed).orElseThrow(() -> new Refusal(ExitCode.USAGE, text("domain.invalid", typed)));
    }

    /// Whether the change is to be shown only.
    boolean dryRun() {
        return options.dryRun();
    }

    /// Returns where `question` is agreed to, by `--yes` or by the person; not asked in a dry run.
    void confirm(String question) throws IOException, Refusal {
        if (asks()) {
            questions().confirm(question);
        }
    }

    /// Whether [#confirm(String)] asks the person.
    boolean asks() {
        return !options.yes() && !options.dryRun();
    }

    /// Opens the command's output: rows under `columns`, which JSON keeps as an array called `name`.
    Report table(String name, String... columns) throws IOException {
        if (options.output() == OutputFormat.HTML) {
            String summary = Texts.help(messages.language()).text(words.replace(' ', '.') + ".summary");
            String title = summary.substring(0, 1).toUpperCase(Locale.ROOT) + summary.substring(1);
            return HtmlReport.open(terminal.bytes(), messages, head(title, ""), columns);
        }
        return Report.open(terminal, messages, options.output(), name, columns);
    }

    /// What stands at the head of a page that this command makes.
    Page.Head head(String title, String lead) {
        return new Page.Head(words, title, lead, clock().instant().truncatedTo(ChronoUnit.SECONDS), terminal.zone());
    }

    /// Opens a page on standard output, for a command that composes its own under `--output html`.
    Page page(String title, String lead) throws IOException {
        return Page.open(terminal.bytes(), messages, head(title, lead));
    }

    /// Opens an output without rows.
    Report facts() throws IOException {
        return table("");
    }

    /// A sentence of the messages bundle.
    String text(String key, Object... arguments) {
        return messages.text(key, arguments);
    }

    Texts messages() {
        return messages;
    }

    /// A remark on standard error that `--quiet` keeps back.
    void note(String key, Object... arguments) {
        if (!options.quiet()) {
            terminal.line(text(key, arguments));
        }
    }

    /// A remark that only `--verbose` shows.
    void detail(String key, Object... arguments) {
        if (options.verbose()) {
            terminal.line(text(key, arguments));
        }
    }

    /// A remark that is always shown.
    void warn(String key, Object... arguments) {
        terminal.line("epostadm: " + text(key, arguments));
    }

    /// A bar on standard error where a person watches it.
    Progress progress() {
        return ProgressBar.on(terminal, messages, options.quiet());
    }

    /// Standard output as it is, for a command whose output is a format of its own.
    OutputStream bytes() {
        return terminal.bytes();
    }

    /// Whether rows are for a program, which wants them all.
    boolean tellsRows() {
        return options.output() != OutputFormat.TEXT;
    }

    boolean verbose() {
        return options.verbose();
    }

    OutputFormat output() {
        return options.output();
    }

    boolean quiet() {
        return options.quiet();
    }

    /// Standard output and its surroundings, for a command that runs others.
    Terminal terminal() {
        return terminal;
    }

    /// Runs another command line as if it were typed next, in this language, with further `variables`; its output
    /// goes to `out`.
    int typed(List<String> line, Map<String, String> variables, OutputStream out) {
        return new Dispatcher(terminal.within(variables, messages.language(), out), cancellation).run(line);
    }

    Questions questions() {
        return new Questions(terminal, messages);
    }

    /// Ctrl-C from here on is told, and once the change has begun waits until the command has put things right.
    Cancellation cancellation() {
        cancellation.arm(() -> terminal.line("epostadm: " + text("failure.interrupted")));
        return cancellation;
    }

    /// This machine's name, as far as it knows it without asking others.
    String host() {
        return terminal.variable("HOSTNAME")
                .or(() -> terminal.variable("COMPUTERNAME"))
                .or(Invocation::kernelsName)
                .orElse("localhost");
    }

    /// One line that tells others who holds the store's lock.
    String holder() {
        String host = host();
        long process = ProcessHandle.current().pid();
        return "%s, process %d, epostadm %s, since %s".formatted(host, process, words, clock().instant());
    }

    /// What Linux calls the host: shells keep HOSTNAME to themselves, and cron does not set it.
    private static Optional<String> kernelsName() {
        try {
            return Optional.of(Files.readString(Path.of("/proc/sys/kernel/hostname"))
                            .strip())
                    .filter(name -> !name.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    InstantSource clock() {
        return terminal.clock();
    }
}
