/// Certificates: from files that may change while the server runs, one a name (SNI), or made by itself.
package epostadm.server.tls;
