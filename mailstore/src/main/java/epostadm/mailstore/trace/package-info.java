/// One mail's way through logs, queue and mailboxes, and what the numbers and answers on it mean.
/// docs/store-format.md, "Logs".
package epostadm.mailstore.trace;
