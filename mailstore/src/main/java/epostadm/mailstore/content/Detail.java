package epostadm.mailstore.content;

/// What can be found out about many messages at once, the cheapest first.
public enum Detail {
    INTERNAL_DATE,
    /// RFC822.SIZE: of the store's files, which have their dots doubled, each must be read for it.
    SIZE,
    /// Envelope and references: what the header says.
    ENVELOPE,
    /// For which the whole text is looked into; with size and envelope.
    STRUCTURE,
    PREVIEW
}
