package epostadm.mailstore.journal;

/// What must be true of the store after a change, checked before the change counts as done.
public sealed interface Proof {

    /// Where to look, relative to the work folder.
    String path();

    /// All files below a directory: as many, with as many bytes.
    record Tree(String path, long files, long bytes) implements Proof {}

    /// The messages of a folder in the order of their UIDs: as many, as many bytes, and the SHA-256 over the
    /// SHA-256 of each, in hexadecimal.
    record Mail(String path, long messages, long bytes, String sha256) implements Proof {}

    /// The mail of all mailboxes in a directory, of those put aside too: as many mailboxes that hold any, as many
    /// messages, as many bytes, and the SHA-256 over each one's name, messages and bytes, in hexadecimal.
    record Mailboxes(String path, long mailboxes, long messages, long bytes, String sha256) implements Proof {}
    /// The text of one message, as readers see it: as many bytes, and their SHA-256 in hexadecimal.
    record Text(String path, long bytes, String sha256) implements Proof {}

    /// A text file of ours: as many lines.
    record Lines(String path, long lines) implements Proof {}
}
