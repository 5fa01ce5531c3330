package epostadm.server.imap.killed;

/// Where a message is: its folder, and its UID there.
record Place(String folder, long uid) {}
