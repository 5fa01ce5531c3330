/// Safe change: a plan as data, a journal that is forced to disk before the store is touched, and the way forward
/// and back from wherever a crash left it. docs/architecture.md, "Safe change".
///
/// Every step is a rename (or a directory made): what is new is written beside the store first and renamed into
/// place, what goes away is renamed into the change's quarantine. So each step is whole or not there at all, can be
/// told from the disk alone, and the journal holds no content, hence no secret.
package epostadm.mailstore.journal;
