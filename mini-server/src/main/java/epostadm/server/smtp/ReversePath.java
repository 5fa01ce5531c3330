package epostadm.server.smtp;

/// Where a message comes from, and where a bounce goes: MAIL's argument. RFC 5321 section 4.1.1.2.
public sealed interface ReversePath {

    /// `<>`: nobody is to be told of a failure. RFC 5321 section 4.5.5.
    record Nobody() implements ReversePath {
        @Override
        public String toString() {
            return "";
        }
    }

    record Sender(SmtpAddress address) implements ReversePath {
        @Override
        public String toString() {
            return address.toString();
        }
    }

    /// Whether it can be said without SMTPUTF8.
    default boolean ascii() {
        return switch (this) {
            case Nobody _ -> true;
            case Sender(var address) -> address.ascii();
        };
    }
}
