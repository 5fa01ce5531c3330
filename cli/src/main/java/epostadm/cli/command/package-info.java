/// One class per sub-command, the table of them all, and the dispatch from words to a command.
///
/// Flat on purpose: whoever looks for `accounts import` opens `AccountsImportCommand`.
package epostadm.cli.command;
