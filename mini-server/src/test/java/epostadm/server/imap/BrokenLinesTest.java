package epostadm.server.imap;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import epostadm.server.imap.session.ImapClient;
import epostadm.server.imap.session.ImapServer;
import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Commands that were changed at random places, at each state of a session of the whole server: each is answered,
/// the server never takes the fault upon itself, and nobody's mail comes to harm. `broken.lines` says how many at
/// each state.
@Timeout(6_000)
class BrokenLinesTest {

    private static final int LINES = Integer.getInteger("broken.lines", 250);

    /// What is made of them fills a mailbox, so that every so many begin anew.
    private static final int AT_ONCE = 2_000;

    private static final Pattern ANSWER = Pattern.compile("(?s)(\\* (BAD|BYE)|[^*+ ]+ (OK|NO|BAD)) .*");
    private static final Pattern LITERAL = Pattern.compile("\\{\\d+[+-]?}");
    private static final String MAIL = "Subject: unharmed\r\n\r\n..dots\r\n.\r\nend\r\n";

    @TempDir
    private Path directory;

    private enum State {
        NOT_AUTHENTICATED,
        AUTHENTICATED,
        SELECTED,
        IDLING,
        IN_A_LITERAL
    }

    static Stream<Arguments> cases() {
        return Stream.of(State.values())
                .flatMap(state -> LongStream.rangeClosed(1, Math.max(1, LINES / AT_ONCE))
                        .mapToObj(seed -> Arguments.of(state, seed)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void areAnsweredAndDoNoHarm(State state, long seed) throws IOException {
        Seeded random = Seeded.of(seed * 31 + state.ordinal());
        Path place = Files.createDirectory(directory.resolve(state + "-" + seed));
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        try (ImapServer server = ImapServer.over(
                place,
                store -> store.account("mutant").mail("INBOX").account("other").mail("INBOX"))) {
            try (ImapClient first = server.login("mutant");
                    ImapClient other = server.login("other")) {
                for (int i = 0; i < 3; i++) {
                    first.untagged("APPEND INBOX {" + MAIL.length() + "+}\r\n" + MAIL);
                    other.untagged("APPEND INBOX {" + MAIL.length() + "+}\r\n" + MAIL);
                }
                first.untagged("CREATE Sent");
            }
            attack(server, state, random, Math.min(LINES, AT_ONCE));
            assertThat(server.faults).isEmpty();
            server.clock.set(server.clock.get().plus(Duration.ofDays(1)));
            unharmed(server);
            assertThat(ManagementFactory.getThreadMXBean().getThreadCount()).isLessThan(threads + 60);
        }
    }

    private static void unharmed(ImapServer server) throws IOException {
        try (ImapClient other = server.select("other", "INBOX")) {
            List<String> told = other.untagged("FETCH 1:* (FLAGS BODY.PEEK[])");
            assertThat(told).hasSize(3).allMatch(each -> each.contains(MAIL) && each.contains("FLAGS ("));
            assertThat(other.untagged("LIST \"\" *")).hasSize(1);
        }
        try (ImapClient mutant = server.login("mutant")) {
            assertThat(mutant.last("SELECT INBOX")).startsWith("OK");
            assertThat(mutant.last("LIST \"\" *")).startsWith("OK");
        }
    }

    private static void attack(ImapServer server, State state, Seeded random, int lines) throws IOException {
        ImapClient client = null;
        CommandGenerator generator = new CommandGenerator(random);
        try {
            for (int i = 1; i <= lines; i++) {
                if (client == null) {
                    client = connected(server, state);
                }
                String line = line(state, generator, random, i);
                boolean goesOn;
                try {
                    goesOn = answered(client, state, line);
                } catch (IOException | AssertionError e) {
                    throw new AssertionError("line " + i + ": " + shown(line) + ": " + e.getMessage(), e);
                }
                if (!goesOn || i % 50 == 0) {
                    client.close();
                    client = null;
                }
            }
        } finally {
            if (client != null) {
                client.close();
            }
        }
    }

    private static String shown(String line) {
        return line.length() > 2_000 ? line.substring(0, 2_000) + "..." + line.length() : line;
    }

    private static ImapClient connected(ImapServer server, State state) throws IOException {
        ImapClient client = new ImapClient(server.port(), StandardCharsets.ISO_8859_1);
        if (state != State.NOT_AUTHENTICATED) {
            client.login("mutant");
        }
        if (state == State.SELECTED || state == State.IDLING) {
            client.last("SELECT INBOX");
        }
        return client;
    }

    private static String line(State state, CommandGenerator generator, Seeded random, int number) {
        String tag = "m" + number;
        String whole = CommandWriter.write(random, ImapMode.REV1, tag, generator.any());
        String broken = mutated(whole, random) + "\r\n";
        if (state != State.IN_A_LITERAL) {
            return broken;
        }
        String before = random.oneOf(List.of(
                "APPEND Sent ",
                "APPEND Sent (\\Seen) ",
                "SEARCH SUBJECT ",
                "STATUS ",
                "CREATE ",
                "UID REPLACE 1 Sent ",
                "APPEND Sent CATENATE (TEXT ",
                "APPEND Sent ~"));
        int length = random.between(0, broken.length());
        return tag + " " + before + "{" + length + "+}\r\n" + broken;
    }

    private static String mutated(String command, Seeded random) {
        StringBuilder text =
                new StringBuilder(command.endsWith("\r\n") ? command.substring(0, command.length() - 2) : command);
        for (int i = random.between(1, 4); i > 0; i--) {
            int at = random.between(0, text.length());
            int to = Math.min(text.length(), at + random.between(1, 12));
            switch (random.between(0, 8)) {
                case 0 -> text.insert(at, (char) random.between(0, 254));
                case 1 -> text.delete(at, to);
                case 2 -> text.insert(at, text.substring(at, to));
                case 3 ->
                    text.insert(
                            at,
                            random.oneOf(List.of(
                                    "\r\n",
                                    "\n",
                                    "\r",
                                    "\0",
                                    "(",
                                    ")",
                                    "\"",
                                    "\\",
                                    "{",
                                    "}",
                                    "[",
                                    "]",
                                    "<",
                                    "*",
                                    "%",
                                    "~",
                                    "$",
                                    "$ ",
                                    " ",
                                    "  ",
                                    "NIL",
                                    ",",
                                    ":",
                                    "+",
                                    "-",
                                    "0",
                                    "{0}\r\n",
                                    "{3+}\r\n")));
                case 4 ->
                    text.insert(
                            at,
                            random.oneOf(List.of("(", "x", "9", "\\\"", "NOT ", "OR ", "1,"))
                                    .repeat(random.between(2, 3_000)));
                case 5 -> text.setLength(at);
                case 6 -> text.insert(at, random.between(Long.MIN_VALUE, Long.MAX_VALUE - 1));
                case 7 -> text.insert(at, random.oneOf(List.of("4294967296", "4294967295", "18446744073709551616")));
                default -> {
                    if (at < text.length()) {
                        text.setCharAt(at, (char) (text.charAt(at) ^ 0x20));
                    }
                }
            }
        }
        return text.toString().replace('\u00ff', '\u00fe');
    }

    /// Whether the connection can be used for more. Behind the line come two that are right: the first may be taken
    /// for what an AUTHENTICATE or IDLE waits for.
    private static boolean answered(ImapClient client, State state, String line) throws IOException {
        String open = state == State.IN_A_LITERAL ? line.substring(line.indexOf('}') + 1) : line;
        boolean last =
                LITERAL.matcher(open).find() || line.toUpperCase(Locale.ROOT).contains("COMPRESS");
        if (state == State.IDLING) {
            client.send("i IDLE\r\n");
            String response = client.response();
            while (!response.startsWith("+")) {
                response = client.response();
            }
        }
        List<String> heard = new ArrayList<>();
        try {
            client.send(line + "s1 NOOP\r\ns2 NOOP\r\n");
            if (last) {
                // What it announced may be longer than all that comes; compressed answers are not read.
                client.socket().shutdownOutput();
            }
            while (true) {
                String response = last ? whatever(client) : client.response();
                heard.add(response);
                if (response.startsWith("s2 OK") && !last) {
                    assertThat(heard)
                            .anyMatch(each -> !each.startsWith("s2 ")
                                    && ANSWER.matcher(each).matches());
                    return true;
                }
                assertThat(response).doesNotContain("SERVERBUG");
            }
        } catch (EOFException | SocketException ended) {
            assertThat(last || heard.stream().anyMatch(each -> each.startsWith("* BYE")))
                    .as("it ends without BYE: " + heard)
                    .isTrue();
            return false;
        }
    }

    /// All there is until the end.
    private static String whatever(ImapClient client) throws IOException {
        byte[] rest = client.socket().getInputStream().readNBytes(1 << 16);
        if (rest.length == 0) {
            throw new EOFException();
        }
        return new String(rest, StandardCharsets.ISO_8859_1);
    }
}
