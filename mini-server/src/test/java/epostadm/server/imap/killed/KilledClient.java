package epostadm.server.imap.killed;

import epostadm.fixtures.Seeded;
import epostadm.server.imap.session.ImapClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One of several clients of an account, that works with its own messages alone, and knows what was promised.
final class KilledClient {

    static final List<String> FOLDERS = List.of("INBOX", "Sent");
    private static final List<String> FLAGS =
            List.of("\\Seen", "\\Flagged", "\\Answered", "\\Draft", "Work", "$Label1");
    private static final Pattern COPYUID = Pattern.compile("\\[COPYUID (\\d+) ([0-9:,]+) ([0-9:,]+)]");
    private static final Pattern APPENDUID = Pattern.compile("\\[APPENDUID (\\d+) ([0-9:,]+)]");
    private static final Pattern MODSEQ = Pattern.compile("MODSEQ \\((\\d+)\\)");

    private final String account;
    private final String name;
    private final Seeded random;
    private int made;

    /// A message as promised.
    record Kept(String token, Set<String> flags) {}

    final Map<Place, Kept> kept = new HashMap<>();

    /// UIDs that were ever told, and whose they are.
    final Map<Place, String> ever = new HashMap<>();

    /// The highest mod-sequence of any that was told, by folder.
    final Map<String, Long> modSeqs = new HashMap<>();

    /// What the command that was cut off may have made: tokens by folder, each at most so often.
    final List<Place> maybeGone = new ArrayList<>();

    final List<Map.Entry<String, String>> maybeMade = new ArrayList<>();

    /// Messages that are in just one of both folders: the one that is `maybeGone`, or made.
    boolean exclusive;

    /// Of those at least one of old and new is there.
    boolean replacing;

    /// Flags of the messages that were being changed may be the old or the new.
    Set<Place> unsure = Set.of();

    IOException end;
    String last = "";
    volatile int answered;

    KilledClient(String account, String name, long seed) {
        this.account = account;
        this.name = name;
        this.random = Seeded.of(seed);
    }

    String account() {
        return account;
    }

    static String message(String token) {
        return "Subject: " + token + "\r\n\r\n..body of " + token + "\r\n.\r\n" + "x".repeat(token.hashCode() & 1023)
                + "\r\n";
    }

    /// Works until the server is gone.
    void run(int port) {
        try (ImapClient client = new ImapClient(port).login(account)) {
            client.last("ENABLE CONDSTORE");
            String selected = "";
            while (true) {
                String folder = random.oneOf(FOLDERS);
                if (!folder.equals(selected)) {
                    must(client.ask("SELECT " + folder));
                    selected = folder;
                }
                step(client, folder);
            }
        } catch (IOException gone) {
            end = gone;
        }
    }

    private static String must(List<String> answers) {
        String last = answers.getLast();
        if (!last.startsWith("OK")) {
            throw new AssertionError(last);
        }
        return String.join("\n", answers);
    }

    private void step(ImapClient client, String folder) throws IOException {
        List<Place> mine = kept.keySet().stream()
                .filter(place -> place.folder().equals(folder))
                .sorted((a, b) -> Long.compare(a.uid(), b.uid()))
                .toList();
        int choice = mine.size() < 3 ? 1 : mine.size() > 25 ? random.between(4, 12) : random.between(1, 12);
        List<Place> some = mine.stream()
                .filter(_ -> random.chance(3.0 / mine.size()))
                .limit(6)
                .toList();
        switch (choice) {
            case 1, 2 -> append(client, random.oneOf(FOLDERS), 1);
            case 3 -> append(client, random.oneOf(FOLDERS), random.between(2, 5));
            case 4, 5 -> transfer(client, some, random.oneOf(FOLDERS), false);
            case 6, 7, 8 -> transfer(client, some, random.oneOf(FOLDERS), true);
            case 9, 10 -> store(client, some);
            case 11 -> expunge(client, some);
            default -> replace(client, mine.getLast(), random.oneOf(FOLDERS));
        }
        settled();
    }

    private void settled() {
        maybeGone.clear();
        maybeMade.clear();
        exclusive = false;
        replacing = false;
        unsure = Set.of();
        answered = answered + 1;
    }

    private String token() {
        return "token-" + name + "-" + ++made + "-";
    }

    private String literal(String token, Set<String> flags) {
        String text = message(token);
        return " (" + String.join(" ", flags) + ") {" + text.length() + "+}\r\n" + text;
    }

    private void append(ImapClient client, String folder, int count) throws IOException {
        StringBuilder command = new StringBuilder("APPEND ").append(folder);
        List<Kept> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Kept message = new Kept(token(), flags());
            messages.add(message);
            maybeMade.add(Map.entry(folder, message.token()));
            command.append(literal(message.token(), message.flags()));
        }
        last = "APPEND " + folder + " " + count;
        List<Long> uids =
                numbers(found(APPENDUID, must(client.ask(command.toString()))).group(2));
        for (int i = 0; i < count; i++) {
            keep(new Place(folder, uids.get(i)), messages.get(i));
        }
    }

    private Set<String> flags() {
        Set<String> flags = new TreeSet<>();
        for (int i = random.between(0, 2); i > 0; i--) {
            flags.add(random.oneOf(FLAGS));
        }
        return flags;
    }

    private void keep(Place place, Kept message) {
        String before = ever.put(place, message.token());
        if (before != null) {
            throw new AssertionError(place + " was " + before + " and is " + message);
        }
        kept.put(place, message);
    }

    private static String set(List<Place> some) {
        return String.join(",", some.stream().map(place -> "" + place.uid()).toList());
    }

    private void transfer(ImapClient client, List<Place> some, String target, boolean move) throws IOException {
        if (some.isEmpty()) {
            return;
        }
        exclusive = move;
        some.forEach(place -> maybeMade.add(Map.entry(target, kept.get(place).token())));
        if (move) {
            maybeGone.addAll(some);
        }
        last = "UID " + (move ? "MOVE " : "COPY ") + set(some) + " " + target;
        Matcher code = found(COPYUID, must(client.ask(last)));
        List<Long> from = numbers(code.group(2));
        List<Long> to = numbers(code.group(3));
        if (from.size() != some.size()) {
            throw new AssertionError(last + ": " + code.group());
        }
        for (int i = 0; i < from.size(); i++) {
            Place old = new Place(some.getFirst().folder(), from.get(i));
            Kept message = kept.get(old);
            keep(new Place(target, to.get(i)), new Kept(message.token(), new TreeSet<>(message.flags())));
            if (move) {
                kept.remove(old);
            }
        }
    }

    private void store(ImapClient client, List<Place> some) throws IOException {
        if (some.isEmpty()) {
            return;
        }
        String flag = random.oneOf(FLAGS);
        boolean add = random.chance(0.6);
        unsure = Set.copyOf(some);
        last = "UID STORE " + set(some) + (add ? " +" : " -") + "FLAGS (" + flag + ")";
        String told = must(client.ask(last));
        Matcher modSeq = MODSEQ.matcher(told);
        while (modSeq.find()) {
            modSeqs.merge(some.getFirst().folder(), Long.parseLong(modSeq.group(1)), Math::max);
        }
        for (Place place : some) {
            boolean _ = add
                    ? kept.get(place).flags().add(flag)
                    : kept.get(place).flags().remove(flag);
        }
    }

    private void expunge(ImapClient client, List<Place> some) throws IOException {
        if (some.isEmpty()) {
            return;
        }
        unsure = Set.copyOf(some);
        must(client.ask("UID STORE " + set(some) + " +FLAGS.SILENT (\\Deleted)"));
        some.forEach(place -> kept.get(place).flags().add("\\Deleted"));
        unsure = Set.of();
        maybeGone.addAll(some);
        last = "UID EXPUNGE " + set(some);
        must(client.ask(last));
        some.forEach(kept::remove);
    }

    private void replace(ImapClient client, Place old, String target) throws IOException {
        Kept message = new Kept(token(), flags());
        maybeGone.add(old);
        maybeMade.add(Map.entry(target, message.token()));
        replacing = true;
        last = "UID REPLACE " + old.uid() + " " + target;
        String told = must(client.ask(last + literal(message.token(), message.flags())));
        kept.remove(old);
        keep(new Place(target, Long.parseLong(found(APPENDUID, told).group(2))), message);
    }

    private static Matcher found(Pattern code, String told) {
        Matcher matcher = code.matcher(told);
        if (!matcher.find()) {
            throw new AssertionError("no " + code + " in " + told);
        }
        return matcher;
    }

    static List<Long> numbers(String set) {
        List<Long> numbers = new ArrayList<>();
        for (String range : set.split(",")) {
            String[] ends = range.split(":");
            for (long n = Long.parseLong(ends[0]); n <= Long.parseLong(ends[ends.length - 1]); n++) {
                numbers.add(n);
            }
        }
        return numbers;
    }
}
