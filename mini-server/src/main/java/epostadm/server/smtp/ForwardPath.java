package epostadm.server.smtp;

import java.util.Optional;

/// Whom a message is for: RCPT's argument. RFC 5321 section 4.1.1.3. Source routes are dropped.
public sealed interface ForwardPath extends MailPath {

    /// `<postmaster>`, who may be written without a domain. RFC 5321 section 4.5.1.
    record Postmaster() implements ForwardPath {
        @Override
        public Optional<SmtpAddress> named() {
            return Optional.empty();
        }

        @Override
        public String toString() {
            return "postmaster";
        }
    }

    record Recipient(SmtpAddress address) implements ForwardPath {
        @Override
        public Optional<SmtpAddress> named() {
            return Optional.of(address);
        }

        @Override
        public String toString() {
            return address.toString();
        }
    }
}
