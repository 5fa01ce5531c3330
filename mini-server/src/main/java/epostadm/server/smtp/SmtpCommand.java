package epostadm.server.smtp;

import java.util.Optional;

/// Everything a client may say: the table of contents of SMTP. RFC 5321 section 4.1.1 and, for LMTP, RFC 2033.
public sealed interface SmtpCommand {

    /// @param client the name the client gives itself, safe to write into a header field
    record Helo(String client) implements SmtpCommand {}

    record Ehlo(String client) implements SmtpCommand {}

    /// RFC 2033 section 4.1.
    record Lhlo(String client) implements SmtpCommand {}

    record Mail(ReversePath from, MailParameters parameters) implements SmtpCommand {}

    record Rcpt(ForwardPath to, RcptParameters parameters) implements SmtpCommand {}

    record Data() implements SmtpCommand {}

    /// RFC 3030 section 2: `size` octets follow the line.
    ///
    /// @param last whether the message ends with this chunk
    record Bdat(long size, boolean last) implements SmtpCommand {}

    record Rset() implements SmtpCommand {}

    record Noop() implements SmtpCommand {}

    record Quit() implements SmtpCommand {}

    record Vrfy(String about) implements SmtpCommand {}

    record Expn(String list) implements SmtpCommand {}

    record Help() implements SmtpCommand {}

    /// RFC 4954 section 4.
    ///
    /// @param mechanism in upper case
    /// @param initial the initial response as it was sent: base64, or `=` for an empty one
    record Auth(String mechanism, Optional<String> initial) implements SmtpCommand {}

    /// RFC 3207 section 4.
    record StartTls() implements SmtpCommand {}
}
