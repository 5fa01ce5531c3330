package epostadm.server.smtp;

import java.net.Inet6Address;
import java.util.regex.Pattern;

/// What may stand behind an address's `@`: a domain name or an address literal. RFC 5321 sections 4.1.2 and 4.1.3.
///
/// Underscores are let through, as they stand in names that are in use; letters beyond ASCII as RFC 6531 section
/// 3.3 has them (U-labels).
final class SmtpDomain {

    private static final int MAX_LABEL = 63;

    private static final Pattern IPV4 =
            Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1?\\d?\\d)");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]+");
    private static final String IPV6_TAG = "ipv6:";

    private SmtpDomain() {}

    static boolean valid(String domain) {
        if (domain.isEmpty() || SmtpAddress.octets(domain) > SmtpAddress.MAX_DOMAIN) {
            return false;
        }
        return domain.startsWith("[") ? literal(domain) : name(domain);
    }

    private static boolean name(String domain) {
        for (String label : domain.split("\\.", -1)) {
            if (label.isEmpty()
                    || SmtpAddress.octets(label) > MAX_LABEL
                    || label.startsWith("-")
                    || label.endsWith("-")
                    || !label.chars().allMatch(SmtpDomain::letter)) {
                return false;
            }
        }
        return true;
    }

    private static boolean letter(int c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '-'
                || c == '_'
                || c >= 0xa0 && !Character.isWhitespace(c) && !Character.isSpaceChar(c);
    }

    private static boolean literal(String domain) {
        if (!domain.endsWith("]")) {
            return false;
        }
        String inside = domain.substring(1, domain.length() - 1);
        if (!inside.regionMatches(true, 0, IPV6_TAG, 0, IPV6_TAG.length())) {
            return IPV4.matcher(inside).matches();
        }
        String address = inside.substring(IPV6_TAG.length());
        if (!IPV6.matcher(address).matches() || address.indexOf(':') < 0) {
            return false;
        }
        try {
            // Throws where the text is none.
            return Inet6Address.ofLiteral(address).getAddress().length > 0;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }
}
