package epostadm.server.smtp.session;

import epostadm.server.smtp.SmtpReply;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// How clients prove who they are. RFC 4954.
public interface Authentication {

    /// The mechanisms' names.
    ///
    /// @param confidential whether clear-text passwords are safe on the connection
    List<String> mechanisms(boolean confidential);

    /// Begins a try by one of the mechanisms.
    Exchange begin(String mechanism, InetAddress peer) throws IOException;

    /// Base64 lines to and fro.
    interface Exchange {

        /// @param initial the initial response; `=` for an empty one
        Step begin(Optional<String> initial) throws IOException;

        /// @param line the client's answer; `*` to cancel
        Step next(String line) throws IOException;
    }

    sealed interface Step {
        record Challenge(String base64) implements Step {}

        record Success(String account) implements Step {}

        record Refused(SmtpReply reply) implements Step {}
    }
}
