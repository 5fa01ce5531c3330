package epostadm.cli.command;

import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Texts;
import epostadm.cli.console.Tokens;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.TypeConversionException;

/// The picocli model of the one command that was named: options from its annotations, the help's texts from a
/// bundle.
final class CommandModel {

    private static final int WIDTH = 100;

    private final CommandLine commandLine;
    private final CommandTable row;

    CommandModel(Subcommand command, CommandTable row) {
        this(command, row, row.access());
    }

    CommandModel(Subcommand command, CommandTable row, CommandTable.Access access) {
        this.row = row;
        CommandSpec spec = inspect(command);
        spec.name("epostadm " + row.words());
        spec.addMixin("frame", FrameOptions.mixin(access));
        this.commandLine = new CommandLine(spec);
        spec.args().forEach(this::acceptTokens);
        commandLine.setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF));
    }

    /// Constants are typed as they are shown: `scram-sha-256`, in any case.
    private void acceptTokens(ArgSpec argument) {
        Class<?>[] types = argument.typeInfo().getAuxiliaryTypes();
        Class<?> type = types.length > 0 ? types[0] : argument.type();
        accept(type);
    }

    private <T> void accept(Class<T> type) {
        if (type.isEnum()) {
            commandLine.registerConverter(
                    type,
                    typed -> Arrays.stream(type.getEnumConstants())
                            .filter(constant -> Tokens.of((Enum<?>) constant).equalsIgnoreCase(typed))
                            .findFirst()
                            .orElseThrow(() -> new TypeConversionException(typed)));
        }
    }

    private static CommandSpec inspect(Subcommand command) {
        if (command instanceof QuickSubcommand quick) {
            CommandSpec spec = CommandSpec.wrapWithoutInspection(command);
            quick.declare(spec);
            return spec;
        }
        boolean ownOptions = false;
        for (Class<?> type = command.getClass(); type != Object.class; type = type.getSuperclass()) {
            ownOptions |= type.getDeclaredFields().length > 0;
        }
        return ownOptions ? CommandSpec.forAnnotatedObject(command) : CommandSpec.wrapWithoutInspection(command);
    }

    /// The synopsis with what may stand in the place of a parameter: `(NAME | --all)`.
    private String alternatives(String synopsis) {
        String told = synopsis;
        for (ArgGroupSpec group : commandLine.getCommandSpec().argGroups()) {
            String all = group.args().stream().map(CommandModel::typed).collect(Collectors.joining(" | ", "(", ")"));
            for (ArgSpec argument : group.args()) {
                told = argument.isPositional() ? told.replace(" " + typed(argument), " " + all) : told;
            }
        }
        return told;
    }

    private static String typed(ArgSpec argument) {
        if (argument instanceof OptionSpec option) {
            return option.longestName() + (option.arity().max() > 0 ? " " + option.paramLabel() : "");
        }
        return argument.paramLabel() + (argument.arity().max() > 1 ? "..." : "");
    }

    private static Map<String, String> meanings(Set<ExitCode> exitCodes, Texts help) {
        Map<String, String> meanings = new LinkedHashMap<>();
        for (ExitCode code : exitCodes) {
            meanings.put("%3d".formatted(code.number()), code.meaning(help).replace("%", "%%"));
        }
        return meanings;
    }

    /// Each example on a line of its own; picocli formats footers, so that `%` must be doubled.
    private static String[] examples(String examples) {
        String[] lines = examples.split("\n");
        for (int i = 0; i < lines.length; i++) {
            lines[i] = "  " + lines[i].replace("%", "%%");
        }
        return lines;
    }

    /// Entity and action, as typed.
    String words() {
        return row.words();
    }

    CommandLine commandLine() {
        return commandLine;
    }

    /// What `--help` prints; only now are the texts of the help needed.
    String helpText(Texts help) {
        CommandSpec spec = commandLine.getCommandSpec();
        spec.resourceBundle(new HelpBundle(help, row.key()));
        UsageMessageSpec usage = spec.usageMessage();
        usage.width(WIDTH);
        usage.sortOptions(false);
        usage.abbreviateSynopsis(true);
        String placeholder = help.text("options-placeholder");
        usage.sectionMap()
                .put(
                        UsageMessageSpec.SECTION_KEY_SYNOPSIS,
                        usageHelp -> alternatives(usageHelp
                                .synopsis(usageHelp.synopsisHeadingLength())
                                .replace("[OPTIONS]", placeholder)));
        usage.footer(examples(help.text(row.key() + ".examples")));
        usage.exitCodeList(meanings(row.exitCodes(), help));
        return commandLine.getUsageMessage();
    }
}
