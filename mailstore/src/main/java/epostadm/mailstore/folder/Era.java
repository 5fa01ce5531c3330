package epostadm.mailstore.folder;

/// A folder from one UIDVALIDITY to the next: within it a UID means one message for ever.
record Era(FolderState folder, String folderId, long uidValidity) {

    String name() {
        return folderId + "-" + uidValidity;
    }

    /// The message of that UID, unlike any other in the store, in letters, digits and hyphens (RFC 8474 section 3).
    String name(long uid) {
        return name() + "-" + uid;
    }
}
