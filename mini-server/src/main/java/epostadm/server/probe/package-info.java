/// Goes to the hosts that take a domain's mail as a sending server would, and says what it met there. Nothing is
/// sent.
package epostadm.server.probe;
