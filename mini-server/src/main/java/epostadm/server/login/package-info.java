/// Who logs in: the names that people type, and whether a password lets them in. The first room of the mini-server;
/// SMTP, POP3 and IMAP are not built yet.
package epostadm.server.login;
