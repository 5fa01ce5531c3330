package epostadm.mailstore.trace;

import epostadm.mailstore.log.LogLine.Spoken;
import epostadm.mailstore.log.LogLine.Spoken.Direction;
import epostadm.mailstore.log.LogName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Dialogues of `senderlog` and `receivelog`: which lines belong to one try, and what came of it.
final class Dialogue {

    private static final Pattern RCPT = Pattern.compile("RCPT TO:.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern REFUSAL = Pattern.compile("[45]\\d\\d([ -].*)?");
    private static final Duration PAUSE = Duration.ofMinutes(10);

    private Dialogue() {}

    /// The client that asked for a recipient in `receivelog`.
    static Optional<String> asked(Hit hit) {
        return hit.file().log() == LogName.RECEIVELOG
                        && hit.line().orElse(null)
                                instanceof Spoken(var _, String who, Direction direction, String line)
                        && direction == Direction.TO_US
                        && RCPT.matcher(line).matches()
                ? Optional.of(who)
                : Optional.empty();
    }

    static boolean refusal(String line) {
        return REFUSAL.matcher(line).matches();
    }

    /// The tries that these lines of one message's `senderlog` are: an event for each that met with a refusal, and
    /// one for each line as a detail.
    static List<TraceEvent> tries(List<Spoken> lines) {
        List<TraceEvent> events = new ArrayList<>();
        List<Spoken> attempt = new ArrayList<>();
        for (Spoken line : lines) {
            if (!attempt.isEmpty() && begins(line, attempt.getLast())) {
                outcome(attempt).ifPresent(events::add);
                attempt.clear();
            }
            attempt.add(line);
            events.add(event(Step.SAID, line, arrow(line) + line.line()));
        }
        outcome(attempt).ifPresent(events::add);
        return events;
    }

    private static boolean begins(Spoken line, Spoken before) {
        return !line.who().equals(before.who())
                || Meaning.of(before.line()).stream().anyMatch(Meaning::unreachable)
                || Duration.between(before.at(), line.at()).compareTo(PAUSE) > 0
                || line.direction() == Direction.TO_US
                        && line.line().startsWith("220")
                        && !before.line().startsWith("220")
                        && !before.line().equalsIgnoreCase("STARTTLS");
    }

    /// The last refusal, or what is said of no answer at all.
    private static Optional<TraceEvent> outcome(List<Spoken> attempt) {
        for (Spoken line : attempt.reversed()) {
            List<Meaning> meanings = Meaning.of(line.line());
            boolean answer = line.direction() == Direction.TO_US;
            if (answer && refusal(line.line()) || meanings.stream().anyMatch(Meaning::network)) {
                return Optional.of(event(Step.TRIED, line, line.line()).meaning(meanings));
            }
        }
        return Optional.empty();
    }

    private static TraceEvent event(Step step, Spoken line, String text) {
        int slash = line.who().indexOf('/');
        return TraceEvent.of(
                Optional.of(line.at()),
                step,
                slash < 0 ? line.who() : line.who().substring(0, slash),
                slash < 0 ? "" : line.who().substring(slash + 1),
                text);
    }

    static String arrow(Spoken line) {
        return line.direction() == Direction.TO_US ? "> " : "< ";
    }
}
