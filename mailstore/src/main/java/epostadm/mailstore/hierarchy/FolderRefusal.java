package epostadm.mailstore.hierarchy;

/// Why something was not done to the tree of folders; the response codes are RFC 5530's.
public enum FolderRefusal {
    NONEXISTENT,
    ALREADY_EXISTS,
    /// INBOX cannot be deleted, nothing can lie below itself.
    CANNOT,
    /// It has no messages and never will: `\Noselect`.
    NOT_SELECTABLE,
    /// RFC 9051 section 6.3.5.
    HAS_CHILDREN,
    /// The file system cannot hold the name: reserved by Windows, a dot at its end, too long, taken by a file.
    BAD_NAME,
    /// RFC 6154 section 3.
    USE_ATTRIBUTE,
    /// A symbolic link stands there.
    NO_PERMISSION
}
