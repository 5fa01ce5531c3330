package epostadm.mailstore.check;

import java.util.Locale;

/// A pattern for the names of accounts, whatever their case: `*` stands for any characters, `?` for one.
public record NamePattern(String text) {

    public NamePattern {
        text = text.toLowerCase(Locale.ROOT);
    }

    public boolean matches(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        int at = 0;
        int in = 0;
        int star = -1;
        int retry = 0;
        while (in < key.length()) {
            if (at < text.length() && text.charAt(at) == '*') {
                star = at++;
                retry = in;
            } else if (at < text.length() && (text.charAt(at) == '?' || text.charAt(at) == key.charAt(in))) {
                at++;
                in++;
            } else if (star >= 0) {
                at = star + 1;
                in = ++retry;
            } else {
                return false;
            }
        }
        while (at < text.length() && text.charAt(at) == '*') {
            at++;
        }
        return at == text.length();
    }
}
