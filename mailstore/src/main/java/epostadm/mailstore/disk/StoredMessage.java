package epostadm.mailstore.disk;

import epostadm.mailstore.mail.Flags;
import epostadm.mailstore.mail.Uid;

/// A numbered message in a folder: what its name says, and the name as it stands on disk.
public record StoredMessage(Uid uid, Flags flags, String fileName) {}
