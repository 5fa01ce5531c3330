/// Reports as one HTML file that needs nothing else: no network, no library, no second file.
///
/// A [Page] is written from top to bottom: what is wrong, the sums, pictures, tables. Its style and script are
/// resources beside this package, allowed by their hashes alone; whatever comes from a store is escaped in
/// `Markup`.
package epostadm.cli.page;
