package epostadm.server.pop3;

import java.util.Optional;
import java.util.OptionalInt;

/// What a POP3 client may ask for: the table of contents of the protocol.
///
/// Message numbers are 1 or more; whether there is such a message is the session's affair. RFC 1939 sections 4 to
/// 7.
public sealed interface Pop3Command {

    /// RFC 2449 section 5.
    record Capa() implements Pop3Command {}

    /// RFC 2595 section 4.
    record Stls() implements Pop3Command {}

    /// RFC 6856 section 2.1.
    record Utf8() implements Pop3Command {}

    /// RFC 1939 section 7.
    record User(String name) implements Pop3Command {}

    /// RFC 1939 section 7: all that follows the first space is the password, spaces too.
    record Pass(String password) implements Pop3Command {

        @Override
        public String toString() {
            return "Pass[****]";
        }
    }

    /// RFC 1939 section 7.
    ///
    /// @param digest 32 hexadecimal digits in lower case
    record Apop(String name, String digest) implements Pop3Command {}

    /// RFC 5034 section 4.
    ///
    /// @param mechanism in upper case
    /// @param initialResponse in base64, or `=` for an empty one
    record Auth(String mechanism, Optional<String> initialResponse) implements Pop3Command {

        @Override
        public String toString() {
            return "Auth[" + mechanism + (initialResponse.isPresent() ? " ****]" : "]");
        }
    }

    /// RFC 1939 section 5.
    record Stat() implements Pop3Command {}

    /// RFC 1939 section 5.
    record List(OptionalInt message) implements Pop3Command {}

    /// RFC 1939 section 7.
    record Uidl(OptionalInt message) implements Pop3Command {}

    /// RFC 1939 section 5.
    record Retr(int message) implements Pop3Command {}

    /// RFC 1939 section 7.
    ///
    /// @param lines of the body, 0 or more
    record Top(int message, int lines) implements Pop3Command {}

    /// RFC 1939 section 5.
    record Dele(int message) implements Pop3Command {}

    /// RFC 1939 section 5.
    record Noop() implements Pop3Command {}

    /// RFC 1939 section 5.
    record Rset() implements Pop3Command {}

    /// RFC 1939 sections 4 and 6.
    record Quit() implements Pop3Command {}
}
