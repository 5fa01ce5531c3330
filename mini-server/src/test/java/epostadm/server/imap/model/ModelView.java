package epostadm.server.imap.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A folder as one session has been told of it, each untagged response held against the model.
final class ModelView {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d-MMM-yyyy HH:mm:ss Z", Locale.ROOT);

    final ModelFolder folder;
    final boolean readOnly;
    final List<ModelMessage> messages = new ArrayList<>();

    /// The flags that were told last, or that the client made itself.
    final Map<ModelMessage, Set<String>> flags = new HashMap<>();

    /// Which of them were told as `\Recent`.
    final Set<ModelMessage> recent = new HashSet<>();

    final TreeMap<Long, Map<String, Object>> fetched = new TreeMap<>();
    final Set<String> keywords = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    int recentCount = -1;
    private long highestTaken;

    ModelView(ModelFolder folder, boolean readOnly) {
        this.folder = folder;
        this.readOnly = readOnly;
    }

    void exists(int count) {
        for (ModelMessage message : folder.messages) {
            if (message.uid > highestTaken && messages.size() < count) {
                messages.add(message);
                highestTaken = message.uid;
            }
        }
        assertThat(messages.stream().map(message -> message.uid)).as("EXISTS").hasSize(count);
    }

    void recent(int count) {
        recentCount = count;
    }

    void expunge(int number) {
        assertThat(number).as("EXPUNGE").isBetween(1, messages.size());
        gone(messages.remove(number - 1));
    }

    void vanished(List<Long> uids) {
        for (long uid : uids) {
            ModelMessage message = byUid(uid);
            assertThat(message).as("VANISHED " + uid).isNotNull();
            messages.remove(message);
            gone(message);
        }
    }

    private void gone(ModelMessage message) {
        assertThat(message.gone)
                .as("UID " + message.uid + " is told to be gone")
                .isTrue();
        flags.remove(message);
        recentCount -= recent.remove(message) ? 1 : 0;
    }

    ModelMessage byUid(long uid) {
        return messages.stream()
                .filter(message -> message.uid == uid)
                .findFirst()
                .orElse(null);
    }

    int number(ModelMessage message) {
        return messages.indexOf(message) + 1;
    }

    void fetched(long number, boolean byUid, String response) {
        assertThat(byUid || number >= 1 && number <= messages.size())
                .as("beyond " + messages.size())
                .isTrue();
        ModelMessage message = byUid ? byUid(number) : messages.get((int) number - 1);
        assertThat(message).as("unknown UID").isNotNull();
        Map<String, Object> items = Data.items(response);
        fetched.computeIfAbsent(message.uid, _ -> new HashMap<>()).putAll(items);
        items.forEach((name, value) -> check(message, name, value));
    }

    private void check(ModelMessage message, String name, Object value) {
        switch (name) {
            case "UID" -> assertThat(value).isEqualTo("" + message.uid);
            case "FLAGS" -> flags(message, (List<?>) value);
            case "MODSEQ" -> {
                String wrong = message.told(Long.parseLong((String) ((List<?>) value).getFirst()));
                assertThat(message.gone ? "" : wrong).isEmpty();
            }
            case "RFC822.SIZE" -> assertThat(value).isEqualTo("" + text(message).length());
            case "INTERNALDATE" -> {
                Instant date =
                        OffsetDateTime.parse(((String) value).strip(), DATE).toInstant();
                assertThat(date).isEqualTo(message.content.date());
            }
            case "BODY[]" -> body(message, text(message), value);
            case "BODY[HEADER]" -> body(message, text(message).substring(0, split(message)), value);
            case "BODY[TEXT]" -> body(message, text(message).substring(split(message)), value);
            case "BODY[]<5>" ->
                body(
                        message,
                        text(message).substring(5, Math.min(35, text(message).length())),
                        value);
            default -> {
                String before = message.content.facts().putIfAbsent(name, String.valueOf(value));
                assertThat(before == null || before.equals(String.valueOf(value)))
                        .as(name + " was " + before)
                        .isTrue();
            }
        }
    }

    private static void body(ModelMessage message, String wanted, Object value) {
        assertThat(message.gone && value == null ? wanted : value).isEqualTo(wanted);
    }

    private static String text(ModelMessage message) {
        return message.content.text();
    }

    private static int split(ModelMessage message) {
        return text(message).indexOf("\r\n\r\n") + 4;
    }

    private void flags(ModelMessage message, List<?> told) {
        Set<String> now = new TreeSet<>();
        told.forEach(
                flag -> assertThat(now.add((String) flag)).as("a flag twice").isTrue());
        if (now.remove("\\Recent")) {
            recent.add(message);
        } else {
            assertThat(recent).as("\\Recent has gone").doesNotContain(message);
        }
        assertThat(message.gone ? message.flags : now).isEqualTo(message.flags);
        assertThat(keywords).as("FLAGS told before").containsAll(now);
        flags.put(message, now);
    }

    /// After NOOP, with nobody at work.
    void settled() {
        assertThat(messages.stream().map(message -> message.uid))
                .isEqualTo(folder.messages.stream().map(message -> message.uid).toList());
        flags.forEach((message, told) ->
                assertThat(told).as("flags of UID " + message.uid + " as told").isEqualTo(message.flags));
    }
}
