package epostadm.mailstore.spool;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/// A domain that mail waits for, as the name of its directory below `domains`: in lower case, ASCII, always safe as
/// one path component. docs/store-format.md, "Queue".
public record QueueDomain(String text) implements Comparable<QueueDomain> {

    private static final int LONGEST = 255;
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*");
    private static final Pattern LITERAL = Pattern.compile("\\[[0-9a-z._-]+\\]");
    private static final Pattern DEVICE = Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");

    /// Where mail goes whose domain can be no directory.
    public static final QueueDomain BAD = new QueueDomain("baddomain");

    public QueueDomain {
        if (!safe(text)) {
            throw new IllegalArgumentException("not the name of a domain's queue: " + text);
        }
    }

    /// The queue of a domain or an address literal; [#BAD] for what can be none. The colons of an IPv6 literal
    /// become `_`, since Windows takes none.
    public static QueueDomain of(String domain) {
        try {
            String name = domain.startsWith("[") ? domain.replace(':', '_') : IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED);
            String lowerCase = name.toLowerCase(Locale.ROOT);
            return safe(lowerCase) ? new QueueDomain(lowerCase) : BAD;
        } catch (IllegalArgumentException e) {
            return BAD;
        }
    }

    private static boolean safe(String text) {
        return text.length() <= LONGEST
                && (NAME.matcher(text).matches() || LITERAL.matcher(text).matches())
                && !DEVICE.matcher(text).matches();
    }

    @Override
    public int compareTo(QueueDomain other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
