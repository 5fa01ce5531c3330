/// The mail server's log files being written: behind the sessions' backs, by one thread. docs/store-format.md,
/// "Logs".
package epostadm.server.log;
