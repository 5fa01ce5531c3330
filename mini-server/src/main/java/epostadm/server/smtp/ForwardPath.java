package epostadm.server.smtp;

/// Whom a message is for: RCPT's argument. RFC 5321 section 4.1.1.3. Source routes are dropped.
public sealed interface ForwardPath {

    /// `<postmaster>`, who may be written without a domain. RFC 5321 section 4.5.1.
    record Postmaster() implements ForwardPath {
        @Override
        public String toString() {
            return "postmaster";
        }
    }

    record Recipient(SmtpAddress address) implements ForwardPath {
        @Override
        public String toString() {
            return address.toString();
        }
    }

    /// Whether it can be said without SMTPUTF8.
    default boolean ascii() {
        return switch (this) {
            case Postmaster _ -> true;
            case Recipient(var address) -> address.ascii();
        };
    }
}
