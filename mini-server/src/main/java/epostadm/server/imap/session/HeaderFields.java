package epostadm.server.imap.session;

import java.util.ArrayList;
import java.util.List;

/// Takes a header apart: RFC 5322 section 2.2.
final class HeaderFields {

    private HeaderFields() {}

    /// Its fields, each with the lines that go on with it, without the last one's end.
    static List<String> of(String header) {
        List<String> fields = new ArrayList<>();
        int begin = 0;
        for (int at = 0; at < header.length(); ) {
            int lineEnd = header.indexOf('\n', at);
            int next = lineEnd < 0 ? header.length() : lineEnd + 1;
            boolean goesOn = next < header.length() && (header.charAt(next) == ' ' || header.charAt(next) == '\t');
            if (!goesOn) {
                String field = header.substring(begin, next).stripTrailing();
                if (!field.isEmpty()) {
                    fields.add(field);
                }
                begin = next;
            }
            at = next;
        }
        return fields;
    }
}
