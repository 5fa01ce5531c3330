package epostadm.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// One heavy command against a folder that [SameFolders] made: prints the seconds of the first time, and the median
/// of the next ones, each in a session of its own. What is answered must be what the messages' numbers say.
public final class ImapLarge {

    private static final int AGAIN = 3;

    private final int messages;
    private final String step;
    private int answers;
    private List<Integer> found = List.of();
    private String wrong;

    private ImapLarge(int messages, String step) {
        this.messages = messages;
        this.step = step;
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 5) {
            System.err.println("usage: ImapLarge PORT USER PASSWORD MESSAGES"
                    + " select|flags|envelope|bodystructure|text|subject|date");
            System.exit(2);
        }
        double[] seconds = new double[1 + AGAIN];
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] = new ImapLarge(Integer.parseInt(arguments[3]), arguments[4])
                    .run(Integer.parseInt(arguments[0]), arguments[1], arguments[2]);
        }
        Arrays.sort(seconds, 1, seconds.length);
        System.out.printf("%.4f %.4f%n", seconds[0], seconds[1 + AGAIN / 2]);
    }

    private double run(int port, String user, String password) throws IOException {
        try (ImapConnection connection = new ImapConnection(port)) {
            connection.greeting();
            connection.ok("LOGIN " + user + " " + password, response -> {});
            long begin = System.nanoTime();
            connection.ok("SELECT INBOX", this::selected);
            if (answers != messages) {
                throw new IOException(answers + " messages, not " + messages);
            }
            if (!step.equals("select")) {
                answers = 0;
                begin = System.nanoTime();
                connection.ok(command(), this::answered);
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            judge();
            connection.ok("LOGOUT", response -> {});
            return seconds;
        }
    }

    private String command() {
        return switch (step) {
            case "flags" -> "FETCH 1:* (FLAGS UID RFC822.SIZE)";
            case "envelope" -> "FETCH 1:* ENVELOPE";
            case "bodystructure" -> "FETCH 1:* BODYSTRUCTURE";
            case "text" -> "SEARCH TEXT " + ImapMessages.RARE;
            case "subject" -> "SORT (SUBJECT) UTF-8 ALL";
            case "date" -> "SORT (DATE) UTF-8 ALL";
            default -> throw new IllegalArgumentException(step);
        };
    }

    private void selected(String response) {
        if (response.endsWith(" EXISTS")) {
            answers = Integer.parseInt(response, 2, response.indexOf(' ', 2), 10);
        }
    }

    /// Counts all and looks into one of a hundred, so as not to measure itself.
    private void answered(String response) {
        if (response.startsWith("* SEARCH") || response.startsWith("* SORT")) {
            found = Arrays.stream(
                            response.substring(response.indexOf(' ', 2)).strip().split(" "))
                    .filter(number -> !number.isEmpty())
                    .map(Integer::valueOf)
                    .toList();
        } else if (response.contains(" FETCH (")) {
            answers++;
            if (answers % 100 == 0) {
                look(Integer.parseInt(response, 2, response.indexOf(' ', 2), 10), response);
            }
        }
    }

    private void look(int number, String response) {
        var items = ImapData.fetched(response);
        boolean right = switch (step) {
            case "flags" ->
                items.get("FLAGS") instanceof List<?> flags
                        && flags.contains("\\Seen") == (number % 10 != 0)
                        && items.containsKey("UID")
                        && Integer.parseInt((String) items.get("RFC822.SIZE")) > 100;
            case "envelope" ->
                items.get("ENVELOPE") instanceof List<?> envelope
                        && envelope.size() == 10
                        && ImapMessages.subject(number).equals(envelope.get(1));
            default -> items.get("BODYSTRUCTURE") instanceof List<?> structure && structure.size() > 3;
        };
        if (!right) {
            wrong = response;
        }
    }

    private void judge() throws IOException {
        List<Integer> wanted = switch (step) {
            case "text" -> {
                List<Integer> rare = new ArrayList<>();
                for (int i = ImapMessages.RARE_EVERY / 2; i <= messages; i += ImapMessages.RARE_EVERY) {
                    rare.add(i);
                }
                yield rare;
            }
            case "subject" ->
                sorted(Comparator.comparing(ImapMessages::japanese).thenComparing(ImapMessages::topic));
            case "date" -> sorted(Comparator.comparing(ImapMessages::sent));
            default -> List.of();
        };
        if (wrong != null || !found.equals(wanted)) {
            throw new IOException(
                    wrong != null
                            ? wrong
                            : "in another order, or not the same ones: " + found.size() + " "
                                    + found.subList(0, Math.min(10, found.size())));
        }
        if (wanted.isEmpty() && !step.equals("text") && answers != messages) {
            throw new IOException(answers + " answers");
        }
    }

    private List<Integer> sorted(Comparator<Integer> order) {
        return IntStream.rangeClosed(1, messages).boxed().sorted(order).toList();
    }
}
