package epostadm.mailstore.trace;

import epostadm.mailstore.mail.ArrivalId;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Flags;
import epostadm.mailstore.mail.Uid;
import java.nio.file.Path;
import java.util.Optional;

/// A file of a mailbox that a mail lies in.
///
/// @param folder its name; empty for the mailbox root, which POP3 serves
/// @param uid of a folder's message
record StoredMail(
        ArrivalId id,
        DomainName domain,
        String account,
        String folder,
        Path file,
        Optional<Uid> uid,
        Optional<Flags> flags) {}
