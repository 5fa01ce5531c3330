package epostadm.mailstore.mime;

/// What one pass over a whole message's text finds.
public record ScannedMessage(MimePart structure, ScannedHeader header) {}
