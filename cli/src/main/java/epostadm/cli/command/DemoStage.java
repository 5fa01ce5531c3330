package epostadm.cli.command;

import epostadm.cli.console.Excerpt;
import epostadm.cli.console.ExitCode;
import epostadm.cli.console.OutputFormat;
import epostadm.cli.console.Refusal;
import epostadm.cli.console.Texts;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Where the demonstration happens: headings, and command lines that are shown as one types them and then run, by
/// the way that every typed command goes.
final class DemoStage {

    private static final int WIDTH = 80;
    private static final int HEAD = 6;
    private static final int TAIL = 6;

    private final Invocation invocation;
    private final Texts help;
    private final Map<String, String> variables = new HashMap<>();
    private final int headings;
    private int heading;
    private boolean underOutput;

    DemoStage(Invocation invocation, int headings) {
        this.invocation = invocation;
        this.help = Texts.help(invocation.messages().language());
        this.headings = headings;
    }

    void heading(String key) throws IOException {
        heading++;
        String text = "== %d/%d  %s".formatted(heading, headings, invocation.text("demo.heading." + key));
        say("\n" + invocation.terminal().bold(text) + "\n");
        underOutput = false;
    }

    /// Shows how a variable is set for all commands to come, and sets it for them.
    void set(String name, Path value) throws IOException {
        show(List.of(setter(value), name + "=" + value));
        variables.put(name, value.toString());
    }

    /// How a shell of this system sets a variable.
    static String setter(Path path) {
        return path.getFileSystem().getSeparator().equals("\\") ? "set" : "export";
    }

    /// Shows a copy as one makes it in a shell, and makes it.
    void copy(Path from, Path to) throws IOException {
        boolean directory = Files.isDirectory(from);
        List<String> words = new ArrayList<>(List.of("cp"));
        if (directory) {
            words.add("-r");
        }
        words.addAll(List.of(from.toString(), to.toString()));
        show(words);
        Files.copy(from, to);
        if (directory) {
            try (var files = Files.newDirectoryStream(from)) {
                for (Path file : files) {
                    Files.copy(file, to.resolve(file.getFileName()));
                }
            }
        }
    }

    /// Shows the command, runs it, and goes on only where it ends as `expected`.
    void run(ExitCode expected, Object... typed) throws IOException, Refusal {
        List<String> words = new ArrayList<>();
        Arrays.stream(typed).map(Object::toString).forEach(words::add);
        if (invocation.output() != OutputFormat.TEXT) {
            words.addAll(List.of("--output", invocation.output().toString().toLowerCase(Locale.ROOT)));
        }
        if (invocation.quiet()) {
            words.add("--quiet");
        }
        if (invocation.verbose()) {
            words.add("--verbose");
        }
        List<String> shown = new ArrayList<>(List.of("epostadm"));
        shown.addAll(words);
        show(shown);
        Excerpt excerpt = new Excerpt(
                invocation.terminal(), HEAD, TAIL, count -> "    " + invocation.text("demo.left-out", count));
        int status = invocation.typed(words, variables, excerpt);
        excerpt.flush();
        underOutput = true;
        if (status != expected.number()) {
            ExitCode end = status == ExitCode.INTERRUPTED.number() ? ExitCode.INTERRUPTED : ExitCode.OUR_FAULT;
            throw new Refusal(end, invocation.text("demo.failed", String.join(" ", shown), status, expected.number()));
        }
        if (expected != ExitCode.OK) {
            say(invocation.text("demo.exit", status, expected.meaning(help)) + "\n");
        }
    }

    private void show(List<String> words) throws IOException {
        say((underOutput ? "\n" : "") + invocation.terminal().bold("$ " + commandLine(words)) + "\n");
        underOutput = false;
    }

    /// The words as one types them; before an option or a path a long line goes on in the next one.
    static String commandLine(List<String> words) {
        StringBuilder line = new StringBuilder();
        int width = 2;
        for (String word : words) {
            String typed = word.matches("[-A-Za-z0-9_./=:~,%@\\\\]+") ? word : "'" + word + "'";
            if (width > 2 && width + typed.length() + 3 > WIDTH) {
                line.append(" \\\n    ");
                width = 4;
            } else if (!line.isEmpty()) {
                line.append(' ');
                width++;
            }
            line.append(typed);
            width += typed.length();
        }
        return line.toString();
    }

    /// Writes to standard output, ahead of all that comes on standard error.
    void say(String text) throws IOException {
        Writer out = invocation.terminal().text();
        out.write(text);
        out.flush();
    }
}
