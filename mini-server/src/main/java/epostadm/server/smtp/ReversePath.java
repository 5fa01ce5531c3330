package epostadm.server.smtp;

import java.util.Optional;

/// Where a message comes from, and where a bounce goes: MAIL's argument. RFC 5321 section 4.1.1.2.
public sealed interface ReversePath extends MailPath {

    /// `<>`: nobody is to be told of a failure. RFC 5321 section 4.5.5.
    record Nobody() implements ReversePath {
        @Override
        public Optional<SmtpAddress> named() {
            return Optional.empty();
        }

        @Override
        public String toString() {
            return "";
        }
    }

    record Sender(SmtpAddress address) implements ReversePath {
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
