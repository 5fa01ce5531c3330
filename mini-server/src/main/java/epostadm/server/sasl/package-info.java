/// The server's side of SASL (RFC 4422): what a client says to prove who it is, and what it is asked. Knows neither
/// sockets nor the store's files; who may come in is asked of [epostadm.server.sasl.Credentials].
package epostadm.server.sasl;
