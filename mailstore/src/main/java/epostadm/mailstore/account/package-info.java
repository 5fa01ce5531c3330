/// The accounts of a domain: their index, their passwords, the ten-column import text and the aliases. Decides
/// nothing about mailboxes.
package epostadm.mailstore.account;
