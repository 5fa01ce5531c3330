package epostadm.mailstore.folder;

import java.nio.file.Path;

/// Where a folder lies.
///
/// @param root the mailbox root, in the store and no symbolic link
/// @param inbox whether it is INBOX, which takes in what arrives in the root
public record FolderPlace(Path directory, Path root, boolean inbox) {}
