package epostadm.mailstore.mime;

/// Comments in a field's value. RFC 5322 section 3.2.2: they nest, and a backslash takes the next character along.
final class Comments {

    private Comments() {}

    /// Behind the comment that begins there; the end of the text where it is never closed.
    static int end(String text, int begin) {
        int depth = 0;
        for (int at = begin; at < text.length(); at++) {
            switch (text.charAt(at)) {
                case '\\' -> at++;
                case '(' -> depth++;
                case ')' -> depth--;
                default -> {
                    // The comment's own affair.
                }
            }
            if (depth == 0) {
                return at + 1;
            }
        }
        return text.length();
    }

    /// What it says, without its brackets.
    static String content(String text, int begin, int end) {
        boolean closed = end - begin > 1 && text.charAt(end - 1) == ')';
        return text.substring(begin + 1, closed ? end - 1 : end);
    }
}
