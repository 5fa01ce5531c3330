package epostadm.server.imap.transcript;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// One connection of a transcript: its open command, what it was told since, and what it is to be told.
final class Dialogue implements AutoCloseable {

    static final int PATIENCE = 10_000;

    private final Wire wire;
    private final Variables variables;
    private final Matching matching;
    private final boolean strict;
    private final List<Answer> told = new ArrayList<>();
    private final List<List<Value>> wanted = new ArrayList<>();
    private final List<List<Value>> forbidden = new ArrayList<>();
    private final List<Answer> all = new ArrayList<>();
    private boolean ordered;
    private boolean complete;
    private int commands;
    private String tag = "";
    private String command = "";
    private Answer early;

    /// @param strict whether untagged answers that nobody asked for are faults
    Dialogue(Wire wire, Variables variables, boolean strict) {
        this.wire = wire;
        this.variables = variables;
        this.matching = new Matching(variables);
        this.strict = strict;
        complete = strict;
    }

    /// Whether a command waits for its end.
    boolean isOpen() {
        return !tag.isEmpty();
    }

    boolean expects() {
        return !wanted.isEmpty();
    }

    void begin(String text) throws IOException {
        command = text;
        tag = "a" + ++commands;
        variables.put("tag", tag);
        List<String> pieces = Literals.pieces(variables.fill(text));
        for (int i = 0; i < pieces.size(); i++) {
            boolean last = i == pieces.size() - 1;
            wire.send((i == 0 ? tag + " " : "") + pieces.get(i) + (last ? "\r\n" : ""));
            if (!last && !goAhead()) {
                return;
            }
        }
    }

    /// Waits until the server wants more; false where it has refused instead.
    boolean goAhead() throws IOException {
        for (Answer answer = next(); ; answer = next()) {
            if (answer.continues()) {
                return true;
            } else if (!answer.untagged()) {
                early = answer;
                return false;
            }
            hear(answer);
        }
    }

    void send(String text) throws IOException {
        wire.send(String.join("", Literals.pieces(variables.fill(text))) + "\r\n");
    }

    /// Sends exactly this.
    void sendRaw(String text) throws IOException {
        wire.send(Literals.unescaped(variables.fill(text)));
    }

    void want(String pattern) {
        switch (pattern) {
            case "$!ordered" -> ordered = true;
            case "$!noextra" -> complete = true;
            default -> wanted.add(ValueParser.pattern(Literals.whole(pattern)));
        }
    }

    void forbid(String pattern) {
        forbidden.add(ValueParser.pattern(Literals.whole(pattern.startsWith("* ") ? pattern.substring(2) : pattern)));
    }

    /// The command's end, and whether all was said before it that should have been.
    void end(String pattern) throws IOException {
        Answer last = early == null ? tagged(tag) : early;
        early = null;
        if (!last.tag().equals(tag) || !matching.matches(ValueParser.pattern(pattern), last.values())) {
            throw failure("expected " + pattern + ", got " + last);
        }
        compareAll();
        String name = command.toUpperCase(Locale.ROOT);
        boolean good = last.values().getFirst().toString().equalsIgnoreCase("OK");
        if (good && name.equals("STARTTLS")) {
            wire.startTls();
        } else if (good && name.equals("COMPRESS DEFLATE")) {
            wire.compress();
        }
        tag = "";
    }

    /// A command of the preparations; what was heard is kept until `forget`.
    void endAnyhow(String pattern) throws IOException {
        Answer last = early == null ? tagged(tag) : early;
        early = null;
        if (!matching.matches(ValueParser.pattern(pattern), last.values())) {
            throw failure(command + ": expected " + pattern + ", got " + last);
        }
        tag = "";
    }

    boolean heard(String pattern) {
        return all.stream().anyMatch(answer -> matching.matches(ValueParser.pattern(pattern), answer.values()));
    }

    void forget() {
        told.clear();
        all.clear();
    }

    /// The answer to a line that was sent as it is.
    void endOf(String name, String pattern) throws IOException {
        Answer last = tagged(name);
        if (!matching.matches(ValueParser.pattern(pattern), last.values())) {
            throw failure("expected " + name + " " + pattern + ", got " + last);
        }
        compareAll();
    }

    private void compareAll() {
        Optional<String> missing = compare();
        missing.ifPresent(pattern -> {
            throw failure("not told: * " + pattern);
        });
        for (List<Value> pattern : forbidden) {
            for (Answer answer : all) {
                if (matching.matches(pattern, answer.values())) {
                    throw failure("should not be told: " + answer);
                }
            }
        }
        if (complete && !told.isEmpty()) {
            throw failure("told more than expected: " + told.getFirst());
        }
        told.clear();
        all.clear();
        forbidden.clear();
        ordered = false;
        complete = strict;
    }

    private Answer tagged(String name) throws IOException {
        for (Answer answer = next(); ; answer = next()) {
            if (answer.tag().equals(name)) {
                return answer;
            } else if (!answer.untagged()) {
                throw failure("expected an answer to " + name + ", got " + answer);
            }
            hear(answer);
        }
    }

    /// Reads until all is told that is wanted.
    void await() throws IOException {
        while (compare().isPresent()) {
            Answer answer = next();
            if (!answer.untagged()) {
                throw failure("not told: * " + compare().orElse("") + "; got " + answer);
            }
            hear(answer);
        }
    }

    private void hear(Answer answer) {
        told.add(answer);
        all.add(answer);
    }

    private Answer next() throws IOException {
        try {
            return wire.read(PATIENCE).orElseThrow(() -> failure("the server closed"));
        } catch (SocketTimeoutException silence) {
            String waits = wanted.isEmpty() ? "" : ", waiting for * " + Value.line(wanted.getFirst());
            throw failure("silence" + waits);
        } catch (IllegalArgumentException malformed) {
            throw failure(malformed.getMessage());
        }
    }

    /// Takes away what is wanted and told; what is left of the former is the answer, and then nothing is taken.
    private Optional<String> compare() {
        Map<String, String> saved = variables.save();
        List<Answer> rest = new ArrayList<>(told);
        int from = 0;
        for (List<Value> pattern : wanted) {
            boolean found = isExpunged(pattern) && expunged(pattern, rest);
            for (int i = from; i < rest.size() && !found; i++) {
                found = matching.matches(pattern, rest.get(i).values());
                if (found) {
                    rest.remove(i);
                    from = ordered ? i : 0;
                }
            }
            if (!found) {
                variables.restore(saved);
                return Optional.of(Value.line(pattern));
            }
        }
        wanted.clear();
        told.clear();
        told.addAll(rest);
        return Optional.empty();
    }

    /// `expunged 2,4:5`: by however many answers and in whatever order, just these are gone.
    private static boolean isExpunged(List<Value> pattern) {
        return pattern.size() == 2 && pattern.getFirst().toString().equalsIgnoreCase("expunged");
    }

    private static boolean expunged(List<Value> pattern, List<Answer> told) {
        TreeSet<Integer> gone = new TreeSet<>();
        for (Answer answer : told) {
            if (isExpunge(answer)) {
                int number = Integer.parseInt(answer.values().getFirst().toString());
                for (int before : gone) {
                    number += before <= number ? 1 : 0;
                }
                gone.add(number);
            }
        }
        boolean same = gone.equals(numbers(pattern.get(1).toString()));
        if (same) {
            told.removeIf(Dialogue::isExpunge);
        }
        return same;
    }

    private static boolean isExpunge(Answer answer) {
        return answer.values().size() == 2 && answer.values().get(1).toString().equalsIgnoreCase("EXPUNGE");
    }

    private static TreeSet<Integer> numbers(String set) {
        TreeSet<Integer> numbers = new TreeSet<>();
        for (String range : set.split(",")) {
            String[] ends = range.split(":");
            IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]))
                    .forEach(numbers::add);
        }
        return numbers;
    }

    void silent() throws IOException {
        if (!wire.silent(300)) {
            throw failure("should be silent, but says " + next());
        }
    }

    void closed() throws IOException {
        try {
            for (Optional<Answer> answer = wire.read(PATIENCE); answer.isPresent(); answer = wire.read(PATIENCE)) {
                hear(answer.get());
            }
        } catch (SocketTimeoutException silence) {
            throw failure("the server should have closed");
        }
        tag = "";
        compareAll();
    }

    TranscriptFailure failure(String what) {
        String heard = all.stream().map(Answer::toString).collect(Collectors.joining("\n        "));
        return new TranscriptFailure(what + (heard.isEmpty() ? "" : "\n     of " + heard));
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
