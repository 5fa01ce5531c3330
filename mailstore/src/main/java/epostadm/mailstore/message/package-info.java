/// What a message says in its header: fields, addresses, encoded words. RFC 5322, RFC 2047. Knows no files.
package epostadm.mailstore.message;
