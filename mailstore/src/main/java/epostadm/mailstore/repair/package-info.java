/// Puts right what `check` found: a cure for every finding, planned as one change, so that `changes undo` takes all
/// of it back. What no program can know is left, with its reason.
package epostadm.mailstore.repair;
