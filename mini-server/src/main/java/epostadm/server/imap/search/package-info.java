/// SEARCH, SORT and THREAD as algorithms over messages: RFC 9051 section 6.4.4, RFC 5256. Knows messages by the
/// face [epostadm.server.imap.search.SearchedMessage] alone.
package epostadm.server.imap.search;
