package epostadm.server.imap;

import epostadm.mailstore.mail.FolderName;
import java.util.Optional;

/// A mailbox name as a client wrote it, decoded: RFC 3501 section 5.1.3 or UTF-8, by what was enabled.
///
/// @param text with `/` between its components, perhaps at its end too (RFC 9051 section 6.3.4); what was no
/// modified UTF-7 is as it came
public record MailboxName(String text) {

    /// The folder that it means, or nothing where it can mean none.
    public Optional<FolderName> folder() {
        String name = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        return FolderName.parse(name);
    }
}
