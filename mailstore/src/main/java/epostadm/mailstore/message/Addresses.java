package epostadm.mailstore.message;

import epostadm.mailstore.mime.Mailbox;
import java.util.List;
import java.util.regex.Pattern;

/// Finds the addresses in a field such as To: those in angle brackets, and those that stand alone; names, comments
/// and groups are passed over. RFC 5322 section 3.4, read leniently.
public final class Addresses {

    /// RFC 5322 section 3.2.3, with the characters of RFC 6532 section 3.2.
    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\x{80}-\\x{10FFFF}-]+";

    private static final Pattern ATOMS = Pattern.compile(ATOM + "(\\." + ATOM + ")*");

    private Addresses() {}

    public static List<String> in(String field) {
        return Mailbox.list(field).stream()
                .filter(mailbox ->
                        mailbox.mailbox().filter(name -> !name.isEmpty()).isPresent()
                                && mailbox.host()
                                        .filter(host -> !host.isEmpty() && host.indexOf(' ') < 0)
                                        .isPresent())
                .map(mailbox -> address(mailbox.mailbox().get(), mailbox.host().get()))
                .toList();
    }

    /// The address of a mailbox of that name, which is quoted where it has to be. RFC 5322 section 3.4.1.
    public static String address(String localPart, String domain) {
        boolean atoms = ATOMS.matcher(localPart).matches();
        return (atoms ? localPart : "\"" + localPart.replaceAll("([\"\\\\])", "\\\\$1") + "\"") + "@" + domain;
    }
}
