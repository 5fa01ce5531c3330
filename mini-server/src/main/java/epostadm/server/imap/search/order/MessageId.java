package epostadm.server.imap.search.order;

/// Message-IDs as they are compared: RFC 5256 section 3 (REFERENCES) wants those that differ in quoting alone taken
/// for one, and case to count.
final class MessageId {

    private MessageId() {}

    /// The first id in a text such as a Message-ID: field; empty where it has none.
    static String of(String text) {
        int open = text.indexOf('<');
        int close = open < 0 ? -1 : text.indexOf('>', open);
        String id = close < 0 ? text.strip() : text.substring(open + 1, close);
        StringBuilder plain = new StringBuilder(id.length());
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c == '\\' && i + 1 < id.length()) {
                plain.append(id.charAt(++i));
            } else if (c != '"' && c > ' ') {
                plain.append(c);
            }
        }
        return close < 0 && plain.indexOf("@") < 0 ? "" : plain.toString();
    }
}
