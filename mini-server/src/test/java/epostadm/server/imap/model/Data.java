package epostadm.server.imap.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Takes the values of an untagged response apart: atoms and strings are strings, lists are lists, NIL is null.
final class Data {

    private final String text;
    private int at;

    private Data(String text) {
        this.text = text;
    }

    static List<Object> values(String text) {
        return new Data(text).list('\0');
    }

    /// The items of `n FETCH (...)`.
    static Map<String, Object> items(String fetch) {
        List<Object> values = values(fetch.substring(fetch.indexOf('(')));
        List<?> pairs = (List<?>) values.getFirst();
        Map<String, Object> items = new LinkedHashMap<>();
        for (int i = 0; i < pairs.size(); i += 2) {
            items.put((String) pairs.get(i), pairs.get(i + 1));
        }
        return items;
    }

    /// The numbers of a sequence set, in its order.
    static List<Long> numbers(String set) {
        List<Long> numbers = new ArrayList<>();
        if (!set.isEmpty()) {
            for (String range : set.split(",")) {
                String[] ends = range.split(":");
                for (long n = Long.parseLong(ends[0]); n <= Long.parseLong(ends[ends.length - 1]); n++) {
                    numbers.add(n);
                }
            }
        }
        return numbers;
    }

    /// What stands in a response code behind its name; null where it is not there.
    static String code(String response, String name) {
        int from = response.indexOf("[" + name + " ");
        return from < 0 ? null : response.substring(from + name.length() + 2, response.indexOf(']', from));
    }

    private List<Object> list(char end) {
        List<Object> found = new ArrayList<>();
        while (at < text.length() && text.charAt(at) != end) {
            if (text.charAt(at) == ' ') {
                at++;
            } else {
                found.add(one());
            }
        }
        at++;
        return found;
    }

    private Object one() {
        char first = text.charAt(at);
        if (first == '(') {
            at++;
            return list(')');
        }
        if (first == '"') {
            return quoted();
        }
        if (first == '{') {
            int close = text.indexOf('}', at);
            int length = Integer.parseInt(text, at + 1, close, 10);
            at = close + 3 + length;
            return text.substring(at - length, at);
        }
        return atom();
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        for (at++; text.charAt(at) != '"'; at++) {
            at += text.charAt(at) == '\\' ? 1 : 0;
            value.append(text.charAt(at));
        }
        at++;
        return value.toString();
    }

    private String atom() {
        int from = at;
        boolean section = false;
        while (at < text.length() && (section || " ()".indexOf(text.charAt(at)) < 0)) {
            section = text.charAt(at) == '[' || section && text.charAt(at) != ']';
            at++;
        }
        String atom = text.substring(from, at);
        return atom.equals("NIL") ? null : atom;
    }
}
