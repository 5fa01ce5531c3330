/// The store's directory format: where things lie, what files are called, and how they are replaced so that a power
/// cut loses nothing. docs/store-format.md.
package epostadm.mailstore.disk;
