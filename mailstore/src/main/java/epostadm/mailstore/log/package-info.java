/// The mail server's log files: their lines as values, read and written alike, and their places.
/// docs/store-format.md, "Logs".
package epostadm.mailstore.log;
