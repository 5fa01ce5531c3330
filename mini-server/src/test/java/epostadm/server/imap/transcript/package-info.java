/// Transcripts of IMAP sessions in the manner of imaptest's scripts, and what plays them against any server:
/// docs/developers.md, "Transcripts of IMAP".
package epostadm.server.imap.transcript;
