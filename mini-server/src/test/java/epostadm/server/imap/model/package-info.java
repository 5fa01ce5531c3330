/// A model of RFC 9051 in memory, which random sessions of the whole server are held against.
package epostadm.server.imap.model;
