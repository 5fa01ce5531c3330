package epostadm.server.imap.model;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.server.imap.session.ImapClient;
import epostadm.server.imap.session.ImapServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// A client whose every answer is held against the model, and that remembers what was said.
final class ModelSession implements AutoCloseable {

    /// What this client has enabled.
    enum Way {
        PLAIN,
        CONDSTORE,
        QRESYNC,
        UIDONLY
    }

    final String name;
    final Way way;
    private final ImapClient client;
    private final Consumer<String> log;

    /// Null where nothing is selected.
    ModelView view;

    /// Untagged responses of the last command that are not about the selected folder.
    final List<String> others = new ArrayList<>();

    private boolean mayExpunge;

    ModelSession(String name, Way way, ImapServer server, Consumer<String> log) throws IOException {
        this.name = name;
        this.way = way;
        this.log = log;
        client = new ImapClient(server.port(), StandardCharsets.ISO_8859_1).login("any");
        if (way != Way.PLAIN) {
            must("ENABLE " + way);
            assertThat(others).contains("ENABLED " + way);
        }
    }

    /// The tagged answer without its tag.
    String ask(String command) throws IOException {
        return answered(begin(command), command);
    }

    String must(String command) throws IOException {
        String answer = ask(command);
        assertThat(answer).as(command).startsWith("OK");
        return answer;
    }

    String begin(String command) throws IOException {
        log.accept(name + " " + command);
        return client.begin(command);
    }

    String answered(String tag, String command) throws IOException {
        others.clear();
        if (view != null) {
            view.fetched.clear();
        }
        String first = command.split(" ")[0].toUpperCase(Locale.ROOT);
        mayExpunge = !List.of("FETCH", "STORE", "SEARCH", "SORT").contains(first);
        while (true) {
            String response = client.response();
            log.accept(name + "   " + response);
            if (response.startsWith(tag + " ")) {
                String answer = response.substring(tag.length() + 1);
                assertThat(answer).as(command).doesNotContain("SERVERBUG").doesNotStartWith("BAD");
                return answer;
            }
            if (!response.startsWith("+")) {
                assertThat(response).startsWith("* ");
                untagged(response.substring(2));
            }
        }
    }

    /// Waits for the `+` of IDLE.
    void idling() throws IOException {
        String response = client.response();
        while (!response.startsWith("+")) {
            untagged(response.substring(2));
            response = client.response();
        }
    }

    void send(String text) throws IOException {
        client.send(text);
    }

    private void untagged(String response) {
        String[] words = response.split(" ", 3);
        boolean number = Character.isDigit(response.charAt(0));
        if (view == null) {
            assertThat(number).as(response).isFalse();
        }
        try {
            if (number) {
                numbered(Long.parseLong(words[0]), words[1], response);
            } else if (response.startsWith("VANISHED ") && !response.contains("(EARLIER)")) {
                assertThat(mayExpunge).isTrue();
                assertThat(way == Way.QRESYNC || way == Way.UIDONLY).isTrue();
                view.vanished(Data.numbers(words[1]));
            } else if (response.startsWith("FLAGS (")) {
                view.keywords.clear();
                Data.values(response).stream()
                        .skip(1)
                        .forEach(list -> ((List<?>) list).forEach(flag -> view.keywords.add((String) flag)));
            } else {
                others.add(response);
            }
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(name + " is told " + response + ": " + e.getMessage(), e);
        }
    }

    private void numbered(long number, String kind, String response) {
        switch (kind) {
            case "EXISTS" -> view.exists((int) number);
            case "RECENT" -> view.recent((int) number);
            case "EXPUNGE" -> {
                assertThat(mayExpunge).isTrue();
                assertThat(way == Way.PLAIN || way == Way.CONDSTORE).isTrue();
                view.expunge((int) number);
            }
            case "FETCH" -> {
                assertThat(way).isNotEqualTo(Way.UIDONLY);
                view.fetched(number, false, response);
            }
            case "UIDFETCH" -> {
                assertThat(way).isEqualTo(Way.UIDONLY);
                view.fetched(number, true, response);
            }
            default -> throw new AssertionError("unknown");
        }
    }

    /// The untagged response that begins so, without its first word.
    String other(String word) {
        List<String> found =
                others.stream().filter(each -> each.startsWith(word)).toList();
        assertThat(found).as(word + " in " + others).hasSize(1);
        return found.getFirst().substring(word.length()).strip();
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
