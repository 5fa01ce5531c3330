/// The alias table as administrators see it: its import text, where an address leads, what is odd about its lines.
/// The table itself is [epostadm.mailstore.account.Aliases].
package epostadm.mailstore.alias;
