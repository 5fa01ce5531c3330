package epostadm.server.imap;

/// A command and the tag under which it will be answered.
public record ImapRequest(String tag, ImapCommand command) {}
