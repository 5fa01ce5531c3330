package epostadm.server.imap;

import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.mail.ModifiedUtf7;
import java.util.Optional;

/// A mailbox name as a client wrote it, decoded: RFC 3501 section 5.1.3 or UTF-8, by what was enabled.
///
/// @param text with `/` between its components, perhaps at its end too (RFC 9051 section 6.3.4); what was no
/// modified UTF-7 is as it came
/// @param wellFormed false for what should have been modified UTF-7 and was not
public record MailboxName(String text, boolean wellFormed) {

    public MailboxName(String text) {
        this(text, true);
    }

    /// RFC 6855 section 3: who knows UTF-8 should take it as it is from everybody.
    static MailboxName parse(String written, boolean utf8) {
        boolean encoded = !utf8 && written.chars().allMatch(c -> c < 0x80);
        return new MailboxName(
                encoded ? decode(written, false) : written,
                !encoded || ModifiedUtf7.decode(written).isPresent());
    }

    /// What a name or a pattern with its wildcards says.
    static String decode(String written, boolean utf8) {
        return utf8 ? written : ModifiedUtf7.decode(written).orElse(written);
    }

    /// The folder that it means, or nothing where it can mean none. RFC 6855 section 3 forbids the separators of
    /// lines and paragraphs.
    public Optional<FolderName> folder() {
        if (!wellFormed || text.indexOf('\u2028') >= 0 || text.indexOf('\u2029') >= 0) {
            return Optional.empty();
        }
        String name = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        return FolderName.parse(name);
    }
}
