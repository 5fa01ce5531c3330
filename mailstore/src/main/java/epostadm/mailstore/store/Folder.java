package epostadm.mailstore.store;

import epostadm.mailstore.mail.FolderName;
import java.nio.file.Path;

/// An IMAP folder of a mailbox and its directory.
public record Folder(FolderName name, Path directory) {}
