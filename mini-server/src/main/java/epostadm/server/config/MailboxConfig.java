package epostadm.server.config;

import java.util.Optional;

/// What holds for all mailboxes.
///
/// @param sizeLimit of those without one of their own, in bytes; 0 for none
/// @param appendBeyondLimit whether IMAP puts messages also into mailboxes that are full, as the vendor's server
/// does @param administrator who has the mail of postmasters without an account
public record MailboxConfig(long sizeLimit, boolean appendBeyondLimit, Optional<String> administrator) {

    public static MailboxConfig standard() {
        return new MailboxConfig(0, true, Optional.empty());
    }
}
