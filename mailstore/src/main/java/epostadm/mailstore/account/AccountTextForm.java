package epostadm.mailstore.account;

import epostadm.mailstore.mail.DomainName;
import java.nio.charset.Charset;

/// How an import text is to be written: its Domain column, line ends, encoding, and what becomes of hashed
/// passwords.
public record AccountTextForm(DomainName domain, LineEnd lineEnd, Charset charset, Hashes hashes) {

    /// What ends a line: CRLF on Windows, LF on BSD and Linux; import takes both.
    public enum LineEnd {
        CRLF("\r\n"),
        LF("\n");

        private final String text;

        LineEnd(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /// What stands for a password of which only a hash is known.
    public enum Hashes {
        /// `*****`, as the vendor writes; such a line cannot be imported as it is.
        STARRED,
        /// `{SCHEME}value`, which only our own import takes.
        WITH_SCHEME
    }
}
