/// SPF (RFC 7208): a domain's record as a value, and what it says of a client; DNS is behind a face.
package epostadm.server.spf;
