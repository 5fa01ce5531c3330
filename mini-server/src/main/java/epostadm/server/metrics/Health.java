package epostadm.server.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether the server can do its work: a list of questions, each asked when somebody looks.
public final class Health {

    /// Asks one thing.
    @FunctionalInterface
    public interface Check {
        /// What is wrong; nothing where all is well. What it throws is wrong, too.
        Optional<String> trouble() throws Exception;
    }

    /// @param trouble nothing where all is well
    public record Answer(String name, Optional<String> trouble) {}

    private record Question(String name, Check check) {}

    private final List<Question> questions = new ArrayList<>();

    public Health ask(String name, Check check) {
        questions.add(new Question(name, check));
        return this;
    }

    public List<Answer> answers() {
        return questions.stream()
                .map(question -> new Answer(question.name(), trouble(question.check())))
                .toList();
    }

    private static Optional<String> trouble(Check check) {
        try {
            return check.trouble();
        } catch (Exception e) {
            return Optional.of(e.toString());
        }
    }
}
