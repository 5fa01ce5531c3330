/// The server as a whole: what listens, what it shares, and how it begins and ends.
package epostadm.server;
