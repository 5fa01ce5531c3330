package epostadm.cli.command;

import epostadm.cli.console.Cancellation;
import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Failures;
import epostadm.cli.console.Language;
import epostadm.cli.console.Terminal;
import epostadm.cli.console.Texts;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.ParameterException;

/// From the words typed to one command's run and exit status.
///
/// Only the named command's class is loaded and its model built; lists of commands need none.
public final class Dispatcher {

    private static final Set<String> HELP = Set.of("--help", "-h", "help");
    private static final Set<String> VERSION = Set.of("--version", "-V", "version");
    private static final String LANG = "--lang";

    private final Terminal terminal;
    private final Cancellation cancellation;

    public Dispatcher(Terminal terminal, Cancellation cancellation) {
        this.terminal = terminal;
        this.cancellation = cancellation;
    }

    /// Runs the command line and returns the process's exit status.
    public int run(List<String> typed) {
        Language language = language(typed);
        try {
            return dispatch(withoutLeadingLanguage(typed), language).number();
        } catch (IOException | RuntimeException | Error e) {
            return new Failures(terminal, Texts.messages(language), typed.contains("--verbose"))
                    .report(e)
                    .number();
        }
    }

    private ExitCode dispatch(List<String> arguments, Language language) throws IOException {
        if (arguments.isEmpty()) {
            terminal.line(new HelpText(Texts.help(language)).root().stripTrailing());
            return ExitCode.USAGE;
        }
        String first = arguments.getFirst();
        boolean alone = arguments.size() == 1;
        if (HELP.contains(first)) {
            List<String> wanted = withoutLeadingLanguage(arguments.subList(1, arguments.size()));
            return wanted.isEmpty()
                    ? print(new HelpText(Texts.help(language)).root())
                    : dispatch(helpWanted(wanted), language);
        }
        if (VERSION.contains(first)) {
            return print("epostadm " + version() + "\n");
        }
        Optional<CommandTable> row = CommandTable.named(arguments);
        if (row.isPresent()) {
            CommandTable command = row.get();
            List<String> options = arguments.subList(command.wordCount(), arguments.size());
            CommandModel model = new CommandModel(command.create(), command);
            return execute(model, options, language);
        }
        boolean entity =
                Arrays.stream(CommandTable.values()).anyMatch(r -> r.entity().equals(first));
        if (entity && (alone || HELP.contains(arguments.get(1)))) {
            String list = new HelpText(Texts.help(language)).entity(first);
            if (alone) {
                terminal.line(list.stripTrailing());
                return ExitCode.USAGE;
            }
            return print(list);
        }
        return unknown(arguments, entity, Texts.messages(language));
    }

    /// Parses `options` for the command and runs it.
    ExitCode execute(CommandModel model, List<String> options, Language language) throws IOException {
        FrameOptions frame;
        try {
            frame = FrameOptions.of(model.commandLine().parseArgs(options.toArray(String[]::new)));
        } catch (ParameterException e) {
            Texts messages = Texts.messages(language);
            terminal.line("epostadm: " + new UsageErrors(messages, options).sentence(e));
            return tryHelp(messages, model.commandLine().getCommandName());
        }
        if (frame.help()) {
            return print(model.helpText(Texts.help(language)));
        }
        Texts messages = Texts.messages(language);
        Subcommand command = model.commandLine().getCommand();
        try {
            ExitCode code = command.run(new Invocation(terminal, messages, frame, cancellation, model.words()));
            terminal.flush();
            return code;
        } catch (Exception | Error e) {
            return new Failures(terminal, messages, frame.verbose()).report(e);
        }
    }

    private ExitCode unknown(List<String> arguments, boolean entity, Texts messages) {
        String first = arguments.getFirst();
        if (first.startsWith("-")) {
            terminal.line("epostadm: " + messages.text("usage.option-before-command", first));
            return tryHelp(messages, "epostadm");
        }
        String typed =
                arguments.size() > 1 && !arguments.get(1).startsWith("-") ? first + " " + arguments.get(1) : first;
        List<String> near = nearCommands(arguments, entity);
        terminal.line("epostadm: "
                + (near.isEmpty()
                        ? messages.text("usage.unknown-command", typed)
                        : messages.text("usage.unknown-command-near", typed, String.join(", ", near))));
        return tryHelp(messages, entity ? "epostadm " + first : "epostadm");
    }

    private static List<String> nearCommands(List<String> arguments, boolean entity) {
        String first = arguments.getFirst();
        String second = arguments.size() > 1 ? arguments.get(1) : "";
        List<CommandTable> rows = Arrays.asList(CommandTable.values());
        if (entity) {
            List<String> actions = rows.stream()
                    .filter(row -> row.entity().equals(first))
                    .map(CommandTable::action)
                    .toList();
            return NearWords.of(second, actions).stream()
                    .map(action -> first + " " + action)
                    .toList();
        }
        List<String> found = new ArrayList<>(rows.stream()
                .filter(row -> row.action().equals(first))
                .map(CommandTable::words)
                .toList());
        List<String> entities =
                NearWords.of(first, rows.stream().map(CommandTable::entity).toList());
        rows.stream()
                .filter(row -> entities.contains(row.entity()) && row.action().equals(second))
                .map(CommandTable::words)
                .forEach(found::add);
        return found.isEmpty() ? entities : found;
    }

    private ExitCode tryHelp(Texts messages, String command) {
        terminal.line("  " + messages.text("try", command + " --help"));
        return ExitCode.USAGE;
    }

    private ExitCode print(String text) throws IOException {
        Writer out = terminal.text();
        out.write(text);
        out.flush();
        return ExitCode.OK;
    }

    /// `help accounts import` is `accounts import --help`.
    private static List<String> helpWanted(List<String> words) {
        List<String> arguments = new ArrayList<>(words);
        arguments.add("--help");
        return arguments;
    }

    /// The language that `--lang` names, wherever it stands; else that of the surroundings.
    private Language language(List<String> typed) {
        int at = typed.indexOf(LANG);
        Optional<String> named = at >= 0 && at + 1 < typed.size()
                ? Optional.of(typed.get(at + 1))
                : typed.stream()
                        .filter(argument -> argument.startsWith(LANG + "="))
                        .findFirst()
                        .map(argument -> argument.substring(LANG.length() + 1));
        return named.flatMap(Language::named).orElseGet(terminal::language);
    }

    private static List<String> withoutLeadingLanguage(List<String> typed) {
        if (!typed.isEmpty() && typed.getFirst().startsWith(LANG + "=")) {
            return typed.subList(1, typed.size());
        }
        boolean leading = typed.size() > 1 && typed.getFirst().equals(LANG);
        return leading ? typed.subList(2, typed.size()) : typed;
    }

    private static String version() {
        return Optional.ofNullable(Dispatcher.class.getPackage().getImplementationVersion())
                .orElse("(development)");
    }
}
