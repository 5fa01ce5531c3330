/// IMAP as a language: commands, their parser, what is written back, as values. RFC 3501, RFC 9051 and the
/// extensions of docs/protocols.md. Sees neither connection nor store.
package epostadm.server.imap;
