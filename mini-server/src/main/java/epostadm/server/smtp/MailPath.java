package epostadm.server.smtp;

import java.util.Optional;

/// What MAIL and RCPT have between angle brackets: an address, or what stands for one. RFC 5321 section 4.1.2.
public sealed interface MailPath permits ForwardPath, ReversePath {

    /// The address, where there is one.
    Optional<SmtpAddress> named();

    /// Whether it can be said without SMTPUTF8.
    default boolean ascii() {
        return named().map(SmtpAddress::ascii).orElse(true);
    }
}
