package epostadm.mailstore.mime;

import java.util.List;
import java.util.Optional;

/// One address of an envelope, as RFC 9051 section 7.5.2 splits it. One char is one octet of the header.
///
/// The beginning of a group has no host and bears the group's name; its end has neither host nor mailbox.
///
/// @param name as it is written, encoded words and all
/// @param route RFC 5322 section 4.4: `@a,@b`
public record Mailbox(Optional<String> name, Optional<String> route, Optional<String> mailbox, Optional<String> host) {

    /// The mailboxes and groups of a field such as To:, in their order. RFC 5322 section 3.4, read leniently.
    public static List<Mailbox> list(String field) {
        return AddressScanner.scan(field);
    }

    static Mailbox groupBegins(String name) {
        return new Mailbox(Optional.empty(), Optional.empty(), Optional.of(name), Optional.empty());
    }

    static Mailbox groupEnds() {
        return new Mailbox(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
