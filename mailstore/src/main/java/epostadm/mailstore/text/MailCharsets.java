package epostadm.mailstore.text;

import java.nio.charset.Charset;
import java.util.Optional;

/// Charsets by the names that mail has for them, many of them wrong or private to one vendor.
public final class MailCharsets {

    private MailCharsets() {}

    /// @param label such as `ISO-2022-JP`, `x-sjis`, `cp932`, in any case
    public static Optional<Charset> of(String label) {
        throw new UnsupportedOperationException();
    }
}
