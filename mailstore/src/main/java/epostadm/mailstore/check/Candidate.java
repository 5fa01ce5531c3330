package epostadm.mailstore.check;

import java.util.List;

/// A mailbox that is to be looked at: its size limit by the account index, and the names of its twins, itself
/// included, where it is the first of them.
record Candidate(MailboxPlace place, long sizeLimit, List<String> twins) {}
