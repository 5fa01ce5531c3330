package epostadm.mailstore.mail;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A mail domain, at most 64 characters; kept in lower case, since domains are case-blind (RFC 5321 section 2.4).
///
/// Always usable as one path component: letters, digits, hyphens and single dots only. docs/store-format.md,
/// "Account rules".
public record DomainName(String text) implements Comparable<DomainName> {

    public static final int MAX_LENGTH = 64;

    private static final Pattern LABELS =
            Pattern.compile("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*");

    public DomainName {
        text = text.toLowerCase(Locale.ROOT);
        if (!valid(text)) {
            throw new IllegalArgumentException("not a mail domain: " + text);
        }
    }

    /// The domain, or nothing where the text is no domain name.
    public static Optional<DomainName> parse(String text) {
        return valid(text.toLowerCase(Locale.ROOT)) ? Optional.of(new DomainName(text)) : Optional.empty();
    }

    private static boolean valid(String lowerCase) {
        return lowerCase.length() <= MAX_LENGTH && LABELS.matcher(lowerCase).matches();
    }

    // Written out: the record's own would be linked at run time, some milliseconds of every short command.

    @Override
    public boolean equals(Object other) {
        return other instanceof DomainName domain && domain.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public int compareTo(DomainName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
