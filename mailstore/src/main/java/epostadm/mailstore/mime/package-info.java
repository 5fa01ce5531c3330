/// The structure of a message: parts, where each begins and ends, and what its header says of it. RFC 2045, 2046,
/// 5322. Knows no files; never fails, whatever the message is made of.
package epostadm.mailstore.mime;
