package epostadm.server.imap.transcript;

import java.util.List;
import java.util.stream.Collectors;

/// A value of an answer, or the pattern of one. Texts hold octets (ISO-8859-1).
sealed interface Value {

    /// What stands without quotes: an atom, a number, a flag, NIL, or an item such as `BODY[HEADER.FIELDS
    /// (TO)]<0>`.
    record Atom(String text) implements Value {

        boolean isNil() {
            return text.equalsIgnoreCase("NIL");
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /// A quoted string or a literal.
    record Text(String text) implements Value {

        @Override
        public String toString() {
            return '"' + text.replace("\r", "\\r").replace("\n", "\\n") + '"';
        }
    }

    /// A list in parentheses or a response code in brackets.
    record Group(char open, List<Value> values) implements Value {

        public Group {
            values = List.copyOf(values);
        }

        @Override
        public String toString() {
            return open + line(values) + (open == '(' ? ")" : "]");
        }
    }

    static String line(List<Value> values) {
        return values.stream().map(Value::toString).collect(Collectors.joining(" "));
    }
}
