package epostadm.server.imap.transcript;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Whether an answer is what a pattern says: lists whole and in order, with the exceptions that docs/developers.md
/// names ("Transcripts of IMAP").
final class Matching {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d-MMM-uuuu HH:mm:ss xx", Locale.ENGLISH);

    private final Variables variables;
    /// Within BODY and BODYSTRUCTURE, where case has no meaning.
    private boolean structure;

    Matching(Variables variables) {
        this.variables = variables;
    }

    /// Whether they match; only then are new variables kept.
    boolean matches(List<Value> pattern, List<Value> answer) {
        Map<String, String> saved = variables.save();
        if (response(pattern, answer)) {
            return true;
        }
        variables.restore(saved);
        return false;
    }

    private boolean response(List<Value> pattern, List<Value> answer) {
        String first = word(pattern, 0);
        String second = word(pattern, 1);
        if (second.equals("FETCH") || second.equals("UIDFETCH")) {
            return last(pattern, answer, 2, true);
        } else if (first.equals("STATUS")) {
            return last(pattern, answer, 2, false);
        } else if (first.equals("LIST") || first.equals("LSUB")) {
            return names(pattern, answer);
        } else if (first.equals("FLAGS") && pattern.size() == 2 && answer.size() == 2) {
            return one(pattern.getFirst(), answer.getFirst()) && flags(pattern.get(1), answer.get(1));
        } else if (List.of("OK", "NO", "BAD", "BYE", "PREAUTH").contains(first) && pattern.size() == 1) {
            return !answer.isEmpty() && one(pattern.getFirst(), answer.getFirst());
        }
        return list(Wanted.of(pattern), answer);
    }

    private static String word(List<Value> values, int index) {
        return values.size() > index ? values.get(index).toString().toUpperCase(Locale.ROOT) : "";
    }

    /// The last value is pairs in any order.
    private boolean last(List<Value> pattern, List<Value> answer, int index, boolean more) {
        if (pattern.size() != index + 1
                || answer.size() != index + 1
                || !(pattern.get(index) instanceof Value.Group(char _, List<Value> wanted))
                || !(answer.get(index) instanceof Value.Group(char _, List<Value> got))) {
            return list(Wanted.of(pattern), answer);
        }
        return list(Wanted.of(pattern.subList(0, index)), answer.subList(0, index))
                && list(Wanted.of(wanted, 2, more), got);
    }

    private boolean names(List<Value> pattern, List<Value> answer) {
        if (pattern.size() < 3
                || answer.size() < 3
                || !(pattern.get(1) instanceof Value.Group(char _, List<Value> wanted))
                || !(answer.get(1) instanceof Value.Group(char _, List<Value> got))) {
            return list(Wanted.of(pattern), answer);
        }
        return one(pattern.getFirst(), answer.getFirst())
                && list(Wanted.of(wanted, 1, true), got)
                && list(Wanted.of(pattern.subList(2, pattern.size())), answer.subList(2, answer.size()));
    }

    private boolean list(Wanted wanted, List<Value> got) {
        int begin = wanted.ordered().size();
        if (got.size() < begin || got.stream().anyMatch(value -> banned(wanted, value))) {
            return false;
        }
        for (int i = 0; i < begin; i++) {
            if (!one(wanted.ordered().get(i), got.get(i))) {
                return false;
            }
        }
        if (wanted.chunk() == 0) {
            return wanted.more() || got.size() == begin;
        }
        List<List<Value>> rest = chunks(got.subList(begin, got.size()), wanted.chunk());
        List<List<Value>> patterns = chunks(wanted.unordered(), wanted.chunk());
        return (wanted.more() || rest.size() == patterns.size()) && assign(patterns, rest);
    }

    private static boolean banned(Wanted wanted, Value value) {
        return wanted.banned().stream().anyMatch(value.toString()::equalsIgnoreCase);
    }

    private static List<List<Value>> chunks(List<Value> values, int size) {
        List<List<Value>> chunks = new ArrayList<>();
        for (int i = 0; i < values.size(); i += size) {
            chunks.add(values.subList(i, Math.min(i + size, values.size())));
        }
        return chunks;
    }

    /// Gives every pattern an answer of its own, going back where variables caught the wrong one.
    private boolean assign(List<List<Value>> patterns, List<List<Value>> answers) {
        if (patterns.isEmpty()) {
            return true;
        }
        for (List<Value> answer : answers) {
            Map<String, String> saved = variables.save();
            List<List<Value>> rest = new ArrayList<>(answers);
            rest.remove(answers.indexOf(answer));
            if (chunk(patterns.getFirst(), answer) && assign(patterns.subList(1, patterns.size()), rest)) {
                return true;
            }
            variables.restore(saved);
        }
        return false;
    }

    private boolean chunk(List<Value> pattern, List<Value> answer) {
        if (pattern.size() != answer.size()) {
            return false;
        }
        if (pattern.size() == 2
                && word(pattern, 0).equals("FLAGS")
                && word(answer, 0).equals("FLAGS")) {
            return flags(pattern.get(1), answer.get(1));
        }
        if (pattern.size() == 2
                && word(pattern, 0).endsWith("DATE")
                && pattern.get(1) instanceof Value.Text(String wanted)
                && wanted.indexOf('$') < 0
                && answer.get(1) instanceof Value.Text(String got)) {
            return one(pattern.getFirst(), answer.getFirst())
                    && got.matches("[ \\d]\\d-\\w{3}-\\d{4} .{14}")
                    && moment(wanted).equals(moment(got));
        }
        structure = List.of("BODY", "BODYSTRUCTURE").contains(word(pattern, 0));
        try {
            return list(Wanted.of(pattern), answer);
        } finally {
            structure = false;
        }
    }

    /// INTERNALDATE may be told in whatever zone.
    private static Instant moment(String date) {
        return OffsetDateTime.parse(date.strip(), DATE).toInstant();
    }

    private boolean flags(Value pattern, Value answer) {
        if (!(pattern instanceof Value.Group(char _, List<Value> wanted))
                || !(answer instanceof Value.Group(char _, List<Value> got))) {
            return one(pattern, answer);
        }
        boolean recent = wanted.stream()
                .anyMatch(flag -> flag.toString().toUpperCase(Locale.ROOT).endsWith("\\RECENT"));
        List<Value> rest = got.stream()
                .filter(flag -> recent || !flag.toString().equalsIgnoreCase("\\Recent"))
                .toList();
        return list(Wanted.of(wanted, 1, false), rest);
    }

    private boolean one(Value pattern, Value answer) {
        return switch (pattern) {
            case Value.Atom(String text) when text.equals("$") -> true;
            case Value.Atom(String text) ->
                switch (answer) {
                    case Value.Atom(String got) -> variables.matches(text, got, false);
                    case Value.Text(String got) -> !plain(text) && variables.matches(text, got, false);
                    case Value.Group _ -> false;
                };
            case Value.Text(String text) ->
                answer instanceof Value.Text(String got) && variables.matches(text, got, !structure);
            case Value.Group(char open, List<Value> values) ->
                answer instanceof Value.Group(char begin, List<Value> got)
                        && open == begin
                        && list(Wanted.of(values), got);
        };
    }

    /// NIL and numbers are never strings.
    private static boolean plain(String text) {
        return text.equalsIgnoreCase("NIL") || text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
