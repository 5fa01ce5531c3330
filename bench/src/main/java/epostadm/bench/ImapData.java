package epostadm.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads what stands in an untagged response: lists as `List`, NIL as null, all else as `String`. RFC 3501 section
/// 9.
final class ImapData {

    private final String text;
    private int at;

    private ImapData(String text, int at) {
        this.text = text;
        this.at = at;
    }

    /// One value from the position on.
    static Object value(String text, int from) {
        return new ImapData(text, from).value();
    }

    /// The items of `* n FETCH (...)`, names in upper case; a section's name holds what was asked for.
    static Map<String, Object> fetched(String response) {
        ImapData data = new ImapData(response, response.indexOf('('));
        data.expect('(');
        Map<String, Object> items = new LinkedHashMap<>();
        while (data.peek() != ')') {
            String name = data.atom().toUpperCase(Locale.ROOT);
            data.expect(' ');
            items.put(name, data.value());
            data.skipSpace();
        }
        data.expect(')');
        if (data.at != response.length()) {
            throw new IllegalArgumentException("more after the items: " + response.substring(data.at));
        }
        return items;
    }

    /// The numbers of a sequence set without `*`.
    static List<Long> numbers(String set) {
        List<Long> numbers = new ArrayList<>();
        for (String range : set.split(",")) {
            String[] ends = range.split(":");
            long first = Long.parseLong(ends[0]);
            long last = Long.parseLong(ends[ends.length - 1]);
            for (long number = Math.min(first, last); number <= Math.max(first, last); number++) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    private Object value() {
        return switch (peek()) {
            case '(' -> list();
            case '"' -> quoted();
            case '{' -> literal();
            default -> {
                String atom = atom();
                yield atom.equalsIgnoreCase("NIL") ? null : atom;
            }
        };
    }

    private List<Object> list() {
        expect('(');
        List<Object> values = new ArrayList<>();
        while (peek() != ')') {
            values.add(value());
            skipSpace();
        }
        expect(')');
        return values;
    }

    private String quoted() {
        expect('"');
        StringBuilder value = new StringBuilder();
        while (peek() != '"') {
            if (peek() == '\\') {
                at++;
            }
            value.append(peek());
            at++;
        }
        expect('"');
        return value.toString();
    }

    private String literal() {
        int end = text.indexOf('}', at);
        int length = Integer.parseInt(text, at + 1, end, 10);
        at = end + 3;
        String value = text.substring(at, at + length);
        at += length;
        return value;
    }

    /// With what stands in brackets, which may hold spaces and parentheses.
    private String atom() {
        int from = at;
        int depth = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (depth == 0 && (c == ' ' || c == ')' || c == '(')) {
                break;
            }
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
            at++;
        }
        if (at == from) {
            throw new IllegalArgumentException("nothing at " + at + " of " + text);
        }
        return text.substring(from, at);
    }

    private char peek() {
        if (at >= text.length()) {
            throw new IllegalArgumentException("ends too early: " + text);
        }
        return text.charAt(at);
    }

    private void expect(char c) {
        if (peek() != c) {
            throw new IllegalArgumentException("no " + c + " at " + at + " of " + text);
        }
        at++;
    }

    private void skipSpace() {
        if (peek() == ' ') {
            at++;
        }
    }
}
