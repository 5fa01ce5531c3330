package epostadm.bench;

import epostadm.fixtures.Seeded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// One client of [ImapMix]: session after session, each with some fifty commands.
final class ImapMixClient implements MailboxMirror.Listener {

    private static final List<String> FLAGS = List.of("\\Seen", "\\Flagged", "\\Answered", "$Label1");
    private static final int WINDOW = 20;
    private static final int APPENDED = 1_000_000;

    private final ImapMix.Options options;
    private final int client;
    private final boolean alone;
    private final long begin;
    private final long end;
    private final Seeded random;
    private final ImapMessages texts;
    private final ImapLatencies latencies = new ImapLatencies();
    private final MailboxMirror mirror = new MailboxMirror(this::wrong, this);
    private ImapConnection connection;
    private String wrong;
    private int initial;
    private int appended;
    private int answers;
    private int expunged;
    private int found;
    private String wanted;
    private boolean wantedThere;

    ImapMixClient(ImapMix.Options options, int client, long begin, long end) {
        this.options = options;
        this.client = client;
        this.alone = options.perAccount() == 1;
        this.begin = begin;
        this.end = end;
        this.random = Seeded.of(options.seed() * 10_007 + client);
        this.texts = new ImapMessages(options.bytes());
    }

    ImapLatencies run() throws IOException {
        while (System.nanoTime() < end) {
            session();
        }
        return latencies;
    }

    private void session() throws IOException {
        try (ImapConnection now = new ImapConnection(options.port())) {
            connection = now;
            now.remember();
            try {
                now.greeting();
                String user = "s%07d".formatted(client / options.perAccount());
                command("LOGIN", "LOGIN " + user + " " + options.password(), true);
                select();
                for (int i = random.between(30, 70); i > 0 && System.nanoTime() < end; i--) {
                    one();
                }
                command("LOGOUT", "LOGOUT", true);
            } catch (IOException | RuntimeException failed) {
                throw new IOException("client " + client + ": " + failed + "\n" + now.traffic(), failed);
            }
        }
    }

    private void select() throws IOException {
        mirror.selecting();
        command("SELECT", "SELECT INBOX", true);
        if (initial == 0) {
            initial = mirror.size();
        }
        if (mirror.size() == 0) {
            throw new IOException("INBOX is empty");
        }
    }

    private void one() throws IOException {
        int size = mirror.size();
        if (size < WINDOW || size > initial + 100) {
            if (size < WINDOW) {
                append();
            } else {
                expunge(size - initial);
            }
            return;
        }
        int first = random.between(1, size - WINDOW + 1);
        String window = first + ":" + (first + WINDOW - 1);
        int choice = random.between(1, 100);
        if (choice <= 15) {
            fetch("FETCH FLAGS", window, "(UID FLAGS)", WINDOW);
        } else if (choice <= 25) {
            fetch("FETCH ENVELOPE", window, "(UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE)", WINDOW);
        } else if (choice <= 30) {
            fetch("FETCH BODYSTRUCTURE", window, "(UID BODYSTRUCTURE)", WINDOW);
        } else if (choice <= 50) {
            String item = random.chance(0.5) ? "BODY[]" : "BODY.PEEK[]";
            fetch("FETCH BODY[]", Integer.toString(random.between(1, size)), "(UID " + item + ")", 1);
        } else if (choice <= 65) {
            store(size);
        } else if (choice <= 75) {
            search();
        } else if (choice <= 81) {
            append();
        } else if (choice <= 86) {
            expunge(1);
        } else if (choice <= 95) {
            command("NOOP", "NOOP", true);
        } else {
            select();
        }
    }

    private void fetch(String kind, String numbers, String items, int count) throws IOException {
        answers = 0;
        command(kind, "FETCH " + numbers + " " + items, false);
        if (alone && answers != count) {
            throw new IOException(answers + " answers to FETCH " + numbers + " " + items);
        }
    }

    private void store(int size) throws IOException {
        int from = random.between(1, size);
        int to = Math.min(size, from + random.between(0, 4));
        wanted = random.oneOf(FLAGS);
        wantedThere = random.chance(0.6);
        command(
                "STORE",
                "STORE " + from + ":" + to + " " + (wantedThere ? "+" : "-") + "FLAGS (" + wanted + ")",
                false);
        wanted = null;
    }

    private void search() throws IOException {
        String sender = random.oneOf(List.of("hanako", "taro", "jiro"));
        String key = switch (random.between(1, 10)) {
            case 1, 2, 3, 4 -> "UNSEEN";
            case 5, 6 -> "SUBJECT \"Topic 0" + random.between(10, 99) + "\"";
            case 7, 8 -> "FROM " + sender;
            case 9 -> "SINCE 15-Nov-2023";
            default -> "BODY \"kawazu tobikomu\"";
        };
        found = -1;
        command(key.startsWith("BODY") ? "SEARCH BODY" : "SEARCH", "SEARCH " + key, false);
        if (found < 0 || alone && found == 0 && key.startsWith("FROM")) {
            throw new IOException("nothing found for " + key);
        }
    }

    private void append() throws IOException {
        int number = APPENDED + client * 100_000 + appended++;
        byte[] message = texts.message(number);
        command(
                "APPEND",
                "APPEND INBOX (\\Seen) {" + message.length + "+}\r\n"
                        + new String(message, StandardCharsets.ISO_8859_1),
                true);
    }

    private void expunge(int count) throws IOException {
        int from = random.between(1, mirror.size() - count + 1);
        int to = from + count - 1;
        wanted = null;
        command("STORE", "STORE " + from + ":" + to + " +FLAGS.SILENT (\\Deleted)", false);
        expunged = 0;
        command("EXPUNGE", "EXPUNGE", true);
        if (alone && expunged != count) {
            throw new IOException(expunged + " expunged of " + count);
        }
    }

    private void command(String kind, String command, boolean mayExpunge) throws IOException {
        mirror.begin(mayExpunge, command.contains(".SILENT"));
        long sent = System.nanoTime();
        String answer = connection.command(command, mirror);
        long done = System.nanoTime();
        if (!answer.startsWith("OK") || wrong != null) {
            throw new IOException(wrong != null ? wrong : answer + " to " + MailboxMirror.shortly(command));
        }
        if (sent >= begin && done <= end) {
            latencies.add(kind, done - sent);
        }
    }

    private void wrong(String what) {
        if (wrong == null) {
            wrong = what;
        }
    }

    @Override
    public void fetched(int number, MailboxMirror.Message message, Map<String, Object> items) {
        answers++;
        if (wanted != null
                && alone
                && message.flags() != null
                && message.flags().contains(wanted) != wantedThere) {
            wrong("flags after STORE of " + wanted + ": " + message.flags());
        }
        if (items.get("BODY[]") instanceof String body) {
            int which = ImapMessages.numberIn(body);
            if (!Arrays.equals(texts.message(which), body.getBytes(StandardCharsets.ISO_8859_1))) {
                wrong("not message " + which + " as it was: " + MailboxMirror.shortly(body));
            }
        }
        if (items.containsKey("ENVELOPE")) {
            envelope(items);
        }
        if (items.containsKey("BODYSTRUCTURE")
                && !(items.get("BODYSTRUCTURE") instanceof List<?> structure && structure.size() > 3)) {
            wrong("no structure: " + items);
        }
    }

    private void envelope(Map<String, Object> items) {
        if (!(items.get("ENVELOPE") instanceof List<?> envelope && envelope.size() == 10)) {
            wrong("no envelope of ten: " + items.get("ENVELOPE"));
            return;
        }
        int which = ImapMessages.numberIn(String.valueOf(envelope.get(9)));
        if (!ImapMessages.subject(which).equals(envelope.get(1))) {
            wrong("not the envelope of " + which + ": " + envelope);
        }
        if (!Integer.toString(texts.message(which).length).equals(items.get("RFC822.SIZE"))) {
            wrong("not the size of " + which + ": " + items.get("RFC822.SIZE"));
        }
    }

    @Override
    public void expunged(MailboxMirror.Message message) {
        expunged++;
    }

    @Override
    public void other(String response) {
        if (response.startsWith("* SEARCH")) {
            String[] numbers = response.substring(8).strip().split(" ");
            found = numbers[0].isEmpty() ? 0 : numbers.length;
            for (int i = 0; i < found; i++) {
                int number = Integer.parseInt(numbers[i]);
                if (number < 1 || number > mirror.size()) {
                    wrong("found beyond EXISTS " + mirror.size() + ": " + number);
                }
            }
        } else if (response.startsWith("* BAD") || response.startsWith("* NO")) {
            wrong(response);
        }
    }
}
