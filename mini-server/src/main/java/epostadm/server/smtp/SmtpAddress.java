package epostadm.server.smtp;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// A mailbox's address: `local-part@domain`. RFC 5321 section 4.1.2, RFC 6531 section 3.3.
///
/// The local part is what is meant, without quotes; [#toString] quotes where it must. It never holds a control
/// character, so that an address is safe in a line of any file.
///
/// @param domain in lower case: a domain name, or an address literal with its brackets
public record SmtpAddress(String localPart, String domain) {

    /// RFC 5321 section 4.5.3.1.1, in octets.
    static final int MAX_LOCAL_PART = 64;

    /// RFC 5321 section 4.5.3.1.2.
    static final int MAX_DOMAIN = 255;

    private static final String ATEXT_SPECIALS = "!#$%&'*+-/=?^_`{|}~";

    public SmtpAddress {
        domain = domain.toLowerCase(Locale.ROOT);
        if (localPart.isEmpty() || octets(localPart) > MAX_LOCAL_PART) {
            throw new IllegalArgumentException("not a local-part: " + localPart);
        }
        if (localPart.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a local-part with a control character");
        }
        if (!SmtpDomain.valid(domain)) {
            throw new IllegalArgumentException("not a domain or an address literal: " + domain);
        }
    }

    /// The address that the text is from end to end, or nothing where it is none.
    public static Optional<SmtpAddress> parse(String text) {
        try {
            PathReader reader = new PathReader(text, 0);
            SmtpAddress address = reader.mailbox();
            return reader.atEnd() ? Optional.of(address) : Optional.empty();
        } catch (PathReader.BadPathException bad) {
            return Optional.empty();
        }
    }

    /// Whether it can be said without SMTPUTF8.
    public boolean ascii() {
        return ascii(localPart) && ascii(domain);
    }

    public boolean literal() {
        return domain.startsWith("[");
    }

    static boolean ascii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    static int octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    static boolean atext(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c >= 0xa0 && !Character.isWhitespace(c) && !Character.isSpaceChar(c)
                || ATEXT_SPECIALS.indexOf(c) >= 0;
    }

    private static boolean dotString(String text) {
        return !text.startsWith(".")
                && !text.endsWith(".")
                && !text.contains("..")
                && text.chars().allMatch(c -> c == '.' || atext((char) c));
    }

    /// The address as it is sent.
    @Override
    public String toString() {
        if (dotString(localPart)) {
            return localPart + "@" + domain;
        }
        return '"' + localPart.replace("\\", "\\\\").replace("\"", "\\\"") + "\"@" + domain;
    }
}
