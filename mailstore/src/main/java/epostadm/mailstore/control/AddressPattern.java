package epostadm.mailstore.control;

/// An address with `*` for any run of characters, blind to case: `*@abc.jp`, `*`, `sato@a.example`.
record AddressPattern(String text) {

    boolean matches(String address) {
        int at = 0;
        int pattern = 0;
        int star = -1;
        int retry = 0;
        while (at < address.length()) {
            if (pattern < text.length() && text.charAt(pattern) == '*') {
                star = pattern++;
                retry = at;
            } else if (pattern < text.length() && same(text.charAt(pattern), address.charAt(at))) {
                pattern++;
                at++;
            } else if (star >= 0) {
                pattern = star + 1;
                at = ++retry;
            } else {
                return false;
            }
        }
        while (pattern < text.length() && text.charAt(pattern) == '*') {
            pattern++;
        }
        return pattern == text.length();
    }

    private static boolean same(char one, char other) {
        return Character.toLowerCase(one) == Character.toLowerCase(other);
    }
}
