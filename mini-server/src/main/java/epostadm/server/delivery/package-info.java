/// Mail for accounts of this store: into the mailbox, and where its owner wants it to go: forwarded, answered.
/// docs/store-format.md, "Control files".
package epostadm.server.delivery;
