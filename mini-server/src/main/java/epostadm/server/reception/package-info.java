/// Whether mail is taken, and into the queue with it: who may send what to whom, and the door of the spool.
package epostadm.server.reception;
