/// A client at the other end of a socket: lines and octets, bounded in size and time, and TLS; knows no protocol.
package epostadm.server.wire;
