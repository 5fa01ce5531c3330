/// The tree of an account's IMAP folders: which there are, made, renamed, deleted, subscribed to, and what they are
/// used for. docs/store-format.md, "IMAP folder".
package epostadm.mailstore.hierarchy;
