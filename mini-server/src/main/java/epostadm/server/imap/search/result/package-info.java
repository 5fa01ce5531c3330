/// What is told of a search: the old SEARCH and SORT, ESEARCH with its options, what is saved, and what has changed
/// since. RFC 3501, 4731, 5182, 5267, 7162, 9394.
package epostadm.server.imap.search.result;
