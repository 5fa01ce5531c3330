/// SORT and THREAD: messages in the order and the trees that clients ask for. RFC 5256, RFC 5957.
package epostadm.server.imap.search.order;
