/// Where a store's space is: by domain, account, folder, age and size; and how it grew since the last look.
///
/// Reads names and attributes alone, changes no mail, and holds a store of any size in little memory: what is held
/// are sums, and the largest of each kind.
package epostadm.mailstore.stats;
