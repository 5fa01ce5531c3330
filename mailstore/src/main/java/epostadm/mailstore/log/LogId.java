package epostadm.mailstore.log;

import java.util.Optional;
import java.util.regex.Pattern;

/// By what a message is found in all logs, and in its top `Received:` field: `B0000319576@host`.
///
/// @param queueId with its branches
public record LogId(String queueId, String host) {

    static final String FORM = "([^\\s<>@]+@[^\\s<>@]+)";

    private static final Pattern PART = Pattern.compile("[^\\s<>@]+");

    public LogId {
        if (!PART.matcher(queueId).matches() || !PART.matcher(host).matches()) {
            throw new IllegalArgumentException("not an id in logs: " + queueId + "@" + host);
        }
    }

    static Optional<LogId> parse(String text) {
        int at = text.indexOf('@');
        if (at < 0
                || !PART.matcher(text.substring(0, at)).matches()
                || !PART.matcher(text.substring(at + 1)).matches()) {
            return Optional.empty();
        }
        return Optional.of(new LogId(text.substring(0, at), text.substring(at + 1)));
    }

    public String text() {
        return queueId + "@" + host;
    }
}
