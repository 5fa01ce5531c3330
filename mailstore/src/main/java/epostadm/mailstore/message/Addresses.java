package epostadm.mailstore.message;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Finds the addresses in a field such as To: those in angle brackets, and those that stand alone; names, comments
/// and groups are passed over. RFC 5322 section 3.4, read leniently.
public final class Addresses {

    private static final Pattern ATOMS =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+" + "(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");

    private final String text;
    private final List<String> found = new ArrayList<>();
    private final StringBuilder bare = new StringBuilder();
    private int at;

    private Addresses(String text) {
        this.text = text;
    }

    public static List<String> in(String field) {
        Addresses addresses = new Addresses(field);
        addresses.scan();
        return List.copyOf(addresses.found);
    }

    /// The address of a mailbox of that name, which is quoted where it has to be. RFC 5322 section 3.4.1.
    public static String address(String localPart, String domain) {
        boolean atoms = ATOMS.matcher(localPart).matches();
        return (atoms ? localPart : "\"" + localPart.replaceAll("([\"\\\\])", "\\\\$1") + "\"") + "@" + domain;
    }

    private void scan() {
        while (at < text.length()) {
            char c = text.charAt(at++);
            switch (c) {
                case '(' -> skipComment();
                case '"' -> quoted();
                case '<' -> angle();
                case ',', ';', ':' -> endBare();
                default -> bare.append(c);
            }
        }
        endBare();
    }

    private void skipComment() {
        for (int depth = 1; at < text.length() && depth > 0; at++) {
            switch (text.charAt(at)) {
                case '\\' -> at++;
                case '(' -> depth++;
                case ')' -> depth--;
                default -> {
                    // The comment's own affair.
                }
            }
        }
    }

    private void quoted() {
        bare.append('"');
        while (at < text.length()) {
            char c = text.charAt(at++);
            bare.append(c);
            if (c == '"') {
                return;
            }
            if (c == '\\' && at < text.length()) {
                bare.append(text.charAt(at++));
            }
        }
        bare.setLength(0); // Never closed.
    }

    private void angle() {
        int end = text.indexOf('>', at);
        String inside = text.substring(at, end < 0 ? text.length() : end).strip();
        at = end < 0 ? text.length() : end + 1;
        int route = inside.startsWith("@") ? inside.indexOf(':') : -1;
        add(inside.substring(route + 1));
        bare.setLength(0);
    }

    private void endBare() {
        add(bare.toString().strip());
        bare.setLength(0);
    }

    private void add(String address) {
        int sign = address.lastIndexOf('@');
        if (sign > 0 && sign < address.length() - 1 && address.indexOf(' ', sign) < 0) {
            found.add(address);
        }
    }
}
