package epostadm.mailstore.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Charsets by the names that mail has for them, many of them wrong or private to one vendor.
///
/// Where a charset has a superset that senders write under its name, the superset it is: what mail programs call
/// `Shift_JIS` is Windows-31J, with its NEC and IBM rows.
public final class MailCharsets {

    private static final String WINDOWS_JIS = "x-windows-iso2022jp";

    private static final Map<String, String> SUPERSETS = Map.ofEntries(
            Map.entry("iso-2022-jp", WINDOWS_JIS),
            Map.entry("iso-2022-jp-ms", WINDOWS_JIS),
            Map.entry("csiso2022jp", WINDOWS_JIS),
            Map.entry("iso2022-jp", WINDOWS_JIS),
            Map.entry("iso2022jp", WINDOWS_JIS),
            Map.entry("jis", WINDOWS_JIS),
            Map.entry("cp50220", WINDOWS_JIS),
            Map.entry("cp50221", WINDOWS_JIS),
            Map.entry("cp50222", WINDOWS_JIS),
            Map.entry("x-windows-50220", WINDOWS_JIS),
            Map.entry("x-windows-50221", WINDOWS_JIS),
            Map.entry("iso-2022-jp-1", "iso-2022-jp-2"),
            Map.entry("shift_jis", "windows-31j"),
            Map.entry("shift-jis", "windows-31j"),
            Map.entry("shiftjis", "windows-31j"),
            Map.entry("sjis", "windows-31j"),
            Map.entry("x-sjis", "windows-31j"),
            Map.entry("csshiftjis", "windows-31j"),
            Map.entry("ms_kanji", "windows-31j"),
            Map.entry("cp932", "windows-31j"),
            Map.entry("ms932", "windows-31j"),
            Map.entry("x-ms-cp932", "windows-31j"),
            Map.entry("sjis-win", "windows-31j"),
            Map.entry("euc-jp", "x-eucjp-open"),
            Map.entry("eucjp", "x-eucjp-open"),
            Map.entry("x-euc-jp", "x-eucjp-open"),
            Map.entry("x-euc", "x-eucjp-open"),
            Map.entry("x-eucjp", "x-eucjp-open"),
            Map.entry("ujis", "x-eucjp-open"),
            Map.entry("eucjp-win", "x-eucjp-open"),
            Map.entry("eucjp-ms", "x-eucjp-open"),
            Map.entry("cp51932", "x-eucjp-open"),
            Map.entry("cseucpkdfmtjapanese", "x-eucjp-open"),
            Map.entry("extended_unix_code_packed_format_for_japanese", "x-eucjp-open"),
            Map.entry("gb2312", "gbk"),
            Map.entry("gb_2312-80", "gbk"),
            Map.entry("euc-cn", "gbk"),
            Map.entry("x-gbk", "gbk"),
            Map.entry("hz-gb-2312", "gbk"),
            Map.entry("ks_c_5601-1987", "x-windows-949"),
            Map.entry("ks_c_5601", "x-windows-949"),
            Map.entry("ksc5601", "x-windows-949"),
            Map.entry("euc-kr", "x-windows-949"),
            Map.entry("euckr", "x-windows-949"),
            Map.entry("uhc", "x-windows-949"),
            Map.entry("cp949", "x-windows-949"),
            Map.entry("x-x-big5", "big5"),
            Map.entry("tis-620", "x-windows-874"),
            Map.entry("iso-8859-1", "windows-1252"),
            Map.entry("iso8859-1", "windows-1252"),
            Map.entry("latin1", "windows-1252"),
            Map.entry("iso-8859-8-i", "iso-8859-8"),
            Map.entry("x-mac-roman", "x-macroman"),
            Map.entry("macintosh", "x-macroman"),
            Map.entry("utf8", "utf-8"),
            Map.entry("x-utf-8", "utf-8"),
            Map.entry("unicode-1-1-utf-8", "utf-8"),
            Map.entry("ascii", "us-ascii"),
            Map.entry("ansi_x3.4-1968", "us-ascii"));

    private static final Set<String> UTF_7 = Set.of("utf-7", "utf7", "unicode-1-1-utf-7", "csunicode11utf7");

    /// Names that say that nobody knows: RFC 1428, and what programs write for want of better.
    private static final Set<String> NAMELESS = Set.of(
            "", "us-ascii", "unknown-8bit", "unknown", "x-unknown", "x-unknown-8bit", "default", "binary", "8bit");

    private MailCharsets() {}

    /// @param label such as `ISO-2022-JP`, `x-sjis`, `cp932`, in any case
    public static Optional<Charset> of(String label) {
        String name = name(label);
        if (UTF_7.contains(name)) {
            return Optional.of(Utf7.CHARSET);
        }
        try {
            return Optional.of(Charset.forName(SUPERSETS.getOrDefault(name, name)));
        } catch (IllegalArgumentException e) {
            // Either no charset of this machine's, or no name at all.
            return Optional.empty();
        }
    }

    /// Whether text under that name is to be looked at to find out what it is.
    static boolean saysNothing(String label) {
        String name = name(label);
        return NAMELESS.contains(name)
                || of(name).filter(StandardCharsets.US_ASCII::equals).isPresent();
    }

    private static String name(String label) {
        String name = label.strip().toLowerCase(Locale.ROOT);
        return name.length() > 1 && (name.startsWith("\"") || name.startsWith("'"))
                ? name.substring(1, name.length() - 1).strip()
                : name;
    }
}
