package epostadm.server.imap.transcript;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Plays a transcript with a server.
final class TranscriptRun {

    static final String FOLDER = "letters";

    private final InetSocketAddress server;
    private final Transcript transcript;
    private final Variables variables = new Variables();
    private final Map<Integer, Dialogue> dialogues = new TreeMap<>();

    TranscriptRun(InetSocketAddress server, String user, String password, Transcript transcript) {
        this.server = server;
        this.transcript = transcript;
        variables.put("user", user);
        variables.put("password", password);
        variables.put("mailbox", FOLDER);
        variables.put("crlf", "\r\n");
    }

    /// @return why it was not played, or nothing where all was as it should be
    Optional<String> play() throws IOException {
        String where = "before the first line";
        try {
            Set<String> missing = prepare();
            if (!missing.isEmpty()) {
                return Optional.of("the server lacks " + String.join(" ", missing));
            }
            int connection = 1;
            for (Transcript.Line line : transcript.lines()) {
                int next = line.connection() == 0 ? connection : line.connection();
                if (next != connection && dialogues.get(connection).expects()) {
                    dialogues.get(connection).await();
                }
                connection = next;
                where = transcript.name() + ":" + line.number() + ": " + line;
                act(connection, line);
            }
            return Optional.empty();
        } catch (TranscriptFailure | IllegalArgumentException | IOException failure) {
            String what = failure instanceof TranscriptFailure ? failure.getMessage() : failure.toString();
            throw new TranscriptFailure(Answer.readable(where) + "\n     " + what);
        } finally {
            for (Dialogue dialogue : dialogues.values()) {
                dialogue.close();
            }
        }
    }

    private Set<String> prepare() throws IOException {
        String state = transcript.setting("state", "selected");
        int connections = Integer.parseInt(transcript.setting("connections", "1"));
        for (int i = 1; i <= connections; i++) {
            connect(i);
        }
        if (state.equals("nonauth")) {
            return Set.of();
        }
        for (Dialogue dialogue : dialogues.values()) {
            ask(dialogue, "login $user $password");
        }
        Dialogue first = dialogues.get(1);
        Set<String> missing = missing(first);
        if (!missing.isEmpty() || state.equals("auth")) {
            return missing;
        }
        ask(first, "create $mailbox");
        for (MboxMessage message : transcript.messages()) {
            String text =
                    message.octets().replace("$", "$$").replace("\\", "\\\\").replace("\"", "\\\"");
            ask(first, "append $mailbox () \"" + message.date() + "\" {\"" + text + "\"}");
        }
        if (state.equals("selected")) {
            for (Dialogue dialogue : dialogues.values()) {
                ask(dialogue, "select $mailbox");
            }
        }
        dialogues.values().forEach(Dialogue::forget);
        return missing;
    }

    private void connect(int number) throws IOException {
        Dialogue former = dialogues.remove(number);
        if (former != null) {
            former.close();
        }
        boolean strict = transcript.setting("ignore_extra_untagged", "yes").equals("no");
        Dialogue dialogue = new Dialogue(new Wire(server), variables, strict);
        dialogues.put(number, dialogue);
        dialogue.want("ok");
        dialogue.await();
        dialogue.forget();
    }

    private static void ask(Dialogue dialogue, String command) throws IOException {
        dialogue.begin(command);
        dialogue.endAnyhow("ok");
    }

    private Set<String> missing(Dialogue dialogue) throws IOException {
        String wanted = transcript.setting("capabilities", "");
        Set<String> missing = new TreeSet<>();
        for (String each : wanted.split(" ")) {
            if (!each.isEmpty()) {
                dialogue.begin("capability");
                dialogue.endAnyhow("ok");
                if (!dialogue.heard("capability $!unordered " + each)) {
                    missing.add(each);
                }
            }
        }
        dialogue.forget();
        return missing;
    }

    private void act(int connection, Transcript.Line line) throws IOException {
        if (line.word().equals("connect")) {
            connect(connection);
            return;
        }
        Dialogue dialogue = dialogues.get(connection);
        if (dialogue == null) {
            throw new IllegalArgumentException("no connection " + connection);
        }
        String text = line.text();
        switch (line.word()) {
            case "*" -> dialogue.want(text);
            case "!" -> dialogue.forbid(text);
            case "+" -> {
                dialogue.await();
                if (!dialogue.goAhead()) {
                    throw dialogue.failure("the server wants nothing more");
                }
            }
            case ">" -> {
                dialogue.await();
                dialogue.send(text);
            }
            case "raw" -> {
                dialogue.await();
                dialogue.sendRaw(text);
            }
            case "=" -> {
                String[] words = text.split(" ", 2);
                dialogue.endOf(words[0], words[1]);
            }
            case "?" -> compare(dialogue, variables.fill(text));
            case "silent" -> dialogue.silent();
            case "eof" -> dialogue.closed();
            case "ok", "no", "bad" -> status(dialogue, line);
            default -> dialogue.begin(line.word() + (text.isEmpty() ? "" : " " + text));
        }
    }

    /// The end of the open command, or a command of one line.
    private static void status(Dialogue dialogue, Transcript.Line line) throws IOException {
        String pattern = line.word();
        String command = line.text();
        if (command.startsWith("[")) {
            int close = command.indexOf(']');
            pattern += " " + command.substring(0, close + 1);
            command = command.substring(close + 1).strip();
        }
        if (dialogue.isOpen() != command.isEmpty()) {
            throw new IllegalArgumentException(command.isEmpty() ? "no command is open" : "a command is open");
        }
        if (!command.isEmpty()) {
            dialogue.begin(command);
        }
        dialogue.end(pattern);
    }

    private static void compare(Dialogue dialogue, String text) {
        String[] words = text.split(" ");
        int order = words[0].matches("\\d+") && words[2].matches("\\d+")
                ? new BigInteger(words[0]).compareTo(new BigInteger(words[2]))
                : words[0].compareTo(words[2]);
        boolean good = switch (words[1]) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case "=" -> order == 0;
            case "!=" -> order != 0;
            default -> throw new IllegalArgumentException(text);
        };
        if (!good) {
            throw dialogue.failure("not so: " + text);
        }
    }
}
