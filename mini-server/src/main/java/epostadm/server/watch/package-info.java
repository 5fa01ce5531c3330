/// Sees what sessions and queue tell: writes it into the mail server's logs, counts it, and puts our own faults
/// into the operations log.
package epostadm.server.watch;
