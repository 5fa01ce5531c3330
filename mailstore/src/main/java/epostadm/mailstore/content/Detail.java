package epostadm.mailstore.content;

/// What can be found out about many messages at once, the cheapest first.
public enum Detail {
    INTERNAL_DATE,
    /// Envelope and references: what the header says.
    ENVELOPE,
    /// Size and structure, for which the whole text is read; with the envelope.
    STRUCTURE,
    PREVIEW
}
