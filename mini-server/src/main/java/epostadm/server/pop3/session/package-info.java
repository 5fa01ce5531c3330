/// A POP3 session: acts on commands by the state it is in. RFC 1939 sections 3 to 6.
package epostadm.server.pop3.session;
