package epostadm.server.smtp;

import java.util.Optional;
import java.util.OptionalLong;

/// What stands behind MAIL's path.
///
/// @param size the message's size as the client estimates it (RFC 1870)
/// @param body how it is encoded (RFC 6152)
/// @param smtpUtf8 whether addresses and header fields may hold UTF-8 (RFC 6531)
/// @param auth who submitted it first, as the client has it: xtext, or `<>` (RFC 4954 section 5)
/// @param ret how much of the message a report of failure returns (RFC 3461 section 4.3)
/// @param envid the sender's own name of the transaction, xtext (RFC 3461 section 4.4)
public record MailParameters(
        OptionalLong size,
        Optional<Body> body,
        boolean smtpUtf8,
        Optional<String> auth,
        Optional<Ret> ret,
        Optional<String> envid) {

    public static final MailParameters NONE = new MailParameters(
            OptionalLong.empty(), Optional.empty(), false, Optional.empty(), Optional.empty(), Optional.empty());

    public enum Body {
        SEVEN_BIT,
        EIGHT_BIT_MIME
    }

    public enum Ret {
        FULL,
        HDRS
    }
}
