/// A server process that is killed while clients are at work, and what must be there afterwards.
package epostadm.server.imap.killed;
