/// Mail to other servers: where it goes (gateways, smart host, mail exchangers), and the client's side of SMTP.
package epostadm.server.relay;
