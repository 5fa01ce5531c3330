/// What is in a message: dates, sizes, envelope, structure, its parts' octets, decoded text; and a cache of what
/// was once found out, derived and deletable at any time.
package epostadm.mailstore.content;
