/// IMAP folders at work: messages, flags, UIDs and mod-sequences as several sessions see and change them at the
/// same time, over the files that the vendor's server knows. docs/store-format.md, "IMAP folder".
package epostadm.mailstore.folder;
