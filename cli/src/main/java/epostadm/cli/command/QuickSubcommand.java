package epostadm.cli.command;

import picocli.CommandLine.Model.CommandSpec;

/// A command so short that the reading of annotations would be a third of it: it declares its options by hand.
interface QuickSubcommand extends Subcommand {

    /// Adds the command's options and parameters; once, before `run`.
    void declare(CommandSpec spec);
}
