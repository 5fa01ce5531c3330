/// A store as one works with it: its domains, accounts, mailboxes and folders. Opens what is whole and refuses the
/// rest; what is damaged is looked at by `check`.
package epostadm.mailstore.store;
