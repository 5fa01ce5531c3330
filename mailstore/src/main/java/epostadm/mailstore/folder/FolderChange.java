package epostadm.mailstore.folder;

/// What a session has to tell its client about the selected folder: RFC 9051 sections 7.4 and 7.5, in this order.
public sealed interface FolderChange {

    /// The numbers of all behind it have become one less.
    record Expunged(int sequence, LiveMessage message) implements FolderChange {}

    /// More messages at the end; how many there are now.
    record Exists(int count) implements FolderChange {}

    record Recent(int count) implements FolderChange {}

    /// Flags are others than the client knows.
    record Flagged(int sequence, LiveMessage message) implements FolderChange {}
}
