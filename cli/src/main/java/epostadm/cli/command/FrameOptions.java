package epostadm.cli.command;

import epostadm.cli.console.Language;
import epostadm.cli.console.OutputFormat;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The options that a command has by what it does to a store; the frame adds them, [Invocation] hands them out.
///
/// Built by hand and not from annotations: Java spends 15 to 25 ms on reading the first annotation, which a command
/// without options of its own need not pay.
record FrameOptions(
        OutputFormat output,
        boolean quiet,
        boolean verbose,
        boolean help,
        Optional<Path> store,
        Optional<String> domain,
        boolean dryRun,
        boolean yes) {

    /// The mixin for commands of this access.
    static CommandSpec mixin(CommandTable.Access access) {
        CommandSpec mixin = CommandSpec.create();
        if (access.opensStore()) {
            mixin.addOption(value(Path.class, "DIR", "-s", "--store"));
        }
        if (access.choosesDomain()) {
            mixin.addOption(value(String.class, "DOMAIN", "-d", "--domain"));
        }
        if (access.changes()) {
            mixin.addOption(flag("-n", "--dry-run").build());
            mixin.addOption(flag("-y", "--yes").build());
        }
        mixin.addOption(value(OutputFormat.class, "text|json|csv|html", "-o", "--output"));
        mixin.addOption(flag("-q", "--quiet").build());
        mixin.addOption(flag("-v", "--verbose").build());
        // Obeyed before the model is built, whose texts are in that language; here for the help and the check.
        mixin.addOption(value(Language.class, "ja|en", "--lang"));
        mixin.addOption(flag("-h", "--help").usageHelp(true).build());
        return mixin;
    }

    static OptionSpec value(Class<?> type, String label, String... names) {
        return OptionSpec.builder(names[0], Arrays.copyOfRange(names, 1, names.length))
                .type(type)
                .paramLabel(label)
                .build();
    }

    static OptionSpec.Builder flag(String... names) {
        return OptionSpec.builder(names[0], Arrays.copyOfRange(names, 1, names.length))
                .type(boolean.class);
    }

    static FrameOptions of(ParseResult parsed) {
        return new FrameOptions(
                parsed.matchedOptionValue("--output", OutputFormat.TEXT),
                parsed.hasMatchedOption("--quiet"),
                parsed.hasMatchedOption("--verbose"),
                parsed.hasMatchedOption("--help"),
                Optional.ofNullable(parsed.matchedOptionValue("--store", null)),
                Optional.ofNullable(parsed.matchedOptionValue("--domain", null)),
                parsed.hasMatchedOption("--dry-run"),
                parsed.hasMatchedOption("--yes"));
    }
}
