/// Messages from sessions into the queue on disk.
package epostadm.server.intake;
