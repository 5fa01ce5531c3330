/// The language of POP3: commands, replies and capabilities as values, and the bytes that they are on the line.
/// Knows neither sockets nor mailboxes. RFC 1939, 2449, 2595, 5034, 6856; docs/protocols.md.
package epostadm.server.pop3;
