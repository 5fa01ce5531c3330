package epostadm.mailstore.control;

/// In which encoding people wrote a text into a control file; the vendor's server sends the bytes as they are, and
/// wants the first two. docs/store-format.md, "Automatic reply".
public enum TextEncoding {
    ASCII("US-ASCII"),
    ISO_2022_JP("ISO-2022-JP"),
    UTF_8("UTF-8"),
    WINDOWS_31J("Windows-31J (Shift_JIS)"),
    UNKNOWN("?");

    private final String label;

    TextEncoding(String label) {
        this.label = label;
    }

    /// What it is called.
    public String label() {
        return label;
    }

    /// Whether the vendor's server can send it.
    public boolean fitForMail() {
        return this == ASCII || this == ISO_2022_JP;
    }

    /// The first that has no error in the bytes.
    public static TextEncoding of(byte[] bytes) {
        boolean sevenBits = true;
        for (byte b : bytes) {
            sevenBits &= b >= 0;
        }
        if (sevenBits) {
            return JapaneseText.iso2022Jp(bytes) ? ISO_2022_JP : ASCII;
        }
        if (JapaneseText.utf8(bytes)) {
            return UTF_8;
        }
        return JapaneseText.windows31J(bytes) ? WINDOWS_31J : UNKNOWN;
    }
}
