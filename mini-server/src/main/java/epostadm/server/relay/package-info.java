/// Mail to other servers: where it goes (gateways, mail exchangers) and the client's side of SMTP. Knows addresses
/// and bytes, nothing of queue or store.
package epostadm.server.relay;
