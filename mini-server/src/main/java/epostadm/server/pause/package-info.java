/// Domains at rest: while one is, nobody is let into its mailboxes, and whoever is inside is waited for. Logins,
/// reception and delivery ask here.
package epostadm.server.pause;
