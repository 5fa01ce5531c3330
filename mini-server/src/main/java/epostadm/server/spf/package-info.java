/// The language of SPF (RFC 7208): a domain's record as a value; asks no DNS and sees no wire.
package epostadm.server.spf;
