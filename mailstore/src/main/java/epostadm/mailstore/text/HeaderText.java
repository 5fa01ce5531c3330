package epostadm.mailstore.text;

/// A header field's value as a reader sees it.
public final class HeaderText {

    private HeaderText() {}

    /// Takes encoded words apart (RFC 2047), unfolds; what is raw 8-bit is read as UTF-8, or else as what Japanese
    /// mail has most (ISO-2022-JP by its escapes, Shift_JIS, EUC-JP).
    ///
    /// @param octets one char is one octet, as `mime` has it
    public static String decode(String octets) {
        throw new UnsupportedOperationException();
    }
}
