/// What a terminal knows: languages, reports as text, JSON or CSV, exit codes, failures, questions, progress,
/// Ctrl-C.
///
/// Knows no command. Beside `Epostadm` the only package that sees the process's streams, environment and clock.
package epostadm.cli.console;
