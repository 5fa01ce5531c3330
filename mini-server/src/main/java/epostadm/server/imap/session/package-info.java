/// An IMAP session: acts on commands by the state it is in. RFC 9051 section 3.
package epostadm.server.imap.session;
