/// The control files of a mailbox root, a type for each. docs/store-format.md, "Mailbox root".
package epostadm.mailstore.control;
