package epostadm.server.imap.killed;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.testing.TestStore;
import epostadm.server.imap.session.ImapClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The process of the server is killed, time and again, while clients append, copy, move, store, expunge and
/// replace, and mail arrives: what was answered is there once and whole, what was not is there or not, and nothing
/// else. `killed.times` and `killed.seed` make it longer.
@Timeout(6_000)
class KilledImapTest {

    private static final int KILLS = Integer.getInteger("killed.times", 3);
    private static final long SEED = Long.getLong("killed.seed", 1);
    private static final Pattern FETCH = Pattern.compile(
            "(?s)\\* \\d+ FETCH \\(UID (\\d+) FLAGS \\((.*?)\\) MODSEQ \\((\\d+)\\) BODY\\[] \\{\\d+}\r\n(.*)\\)");

    @TempDir
    private Path directory;

    private final Seeded random = Seeded.of(SEED);

    /// What was dropped into the mailbox root, by account, and whether it is in INBOX: it must come.
    private final Map<String, List<String>> arrivals = new TreeMap<>();

    /// Who every UID is of that was ever seen, by account.
    private final Map<String, Map<Place, String>> ever = new HashMap<>();

    private final Map<String, Map<String, Long>> uidNexts = new HashMap<>();
    private final Map<String, Map<String, Long>> validities = new HashMap<>();
    private final Map<String, Map<String, Long>> modSeqs = new HashMap<>();
    private int dropped;

    @Test
    void losesAndDoublesNothing() throws Exception {
        TestStore store = TestStore.at(directory.resolve("mail"), Edition.BSD, Layout.PER_DOMAIN)
                .domain("a.example")
                .account("keeps")
                .mail("INBOX")
                .mail("Sent")
                .account("moves")
                .file("$offpop3", "")
                .mail("INBOX")
                .mail("Sent");
        List<KilledClient> clients = new ArrayList<>();
        for (String account : List.of("keeps", "moves")) {
            arrivals.put(account, new ArrayList<>());
            for (int i = 0; i < 3; i++) {
                clients.add(new KilledClient(account, account + i, SEED * 100 + clients.size()));
            }
        }
        int cutOff = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            killed(store, clients);
            cutOff += (int) clients.stream()
                    .filter(client ->
                            !client.maybeMade.isEmpty() || !client.maybeGone.isEmpty() || !client.unsure.isEmpty())
                    .count();
            try (ServingProcess server = ServingProcess.start(store.work(), directory.resolve("said.txt"))) {
                for (String account : arrivals.keySet()) {
                    check(
                            server.port(),
                            account,
                            clients.stream()
                                    .filter(client -> client.account().equals(account))
                                    .toList());
                }
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + SEED + ", kill " + kill + ": " + e.getMessage(), e);
            }
        }
        int answered = clients.stream().mapToInt(client -> client.answered).sum();
        System.out.println(
                KILLS + " kills, " + answered + " commands answered, " + cutOff + " cut off, " + dropped + " arrivals");
        assertThat(answered).isGreaterThan(KILLS * 10);
        assertThat(cutOff).isPositive();
        assertThat(Files.readString(directory.resolve("said.txt"))).doesNotContain("ERROR", "Exception");
    }

    private void killed(TestStore store, List<KilledClient> clients) throws Exception {
        ConcurrentLinkedQueue<Throwable> wrong = new ConcurrentLinkedQueue<>();
        try (ServingProcess server = ServingProcess.start(store.work(), directory.resolve("said.txt"))) {
            List<Thread> threads = new ArrayList<>();
            int before = clients.stream().mapToInt(client -> client.answered).sum();
            for (KilledClient client : clients) {
                threads.add(Thread.ofPlatform().start(() -> {
                    try {
                        client.run(server.port());
                    } catch (AssertionError | RuntimeException e) {
                        wrong.add(new AssertionError(client.last + ": " + e.getMessage(), e));
                    }
                }));
            }
            int until = before + random.between(40, 400);
            while (threads.stream().anyMatch(Thread::isAlive)
                    && wrong.isEmpty()
                    && clients.stream().mapToInt(client -> client.answered).sum() < until) {
                if (random.chance(0.05)) {
                    drop(store, random.oneOf(List.copyOf(arrivals.keySet())));
                }
                LockSupport.parkNanos(random.between(0, 10_000_000));
            }
            server.kill();
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertThat(wrong).isEmpty();
    }

    private void drop(TestStore store, String account) throws IOException {
        String token = "token-arrival-" + ++dropped + "-";
        Path root = store.path("inbox/a.example/" + account);
        Path made = Files.writeString(
                root.resolve("arriving.txt"), KilledClient.message(token).replace("\r\n.", "\r\n.."));
        Files.move(made, root.resolve("B%010d.MSG".formatted(dropped)));
        arrivals.get(account).add(token);
    }

    /// A message as it is after the restart.
    private record Found(String token, TreeSet<String> flags) {}

    private void check(int port, String account, List<KilledClient> clients) throws IOException {
        TreeMap<String, TreeMap<Long, Found>> found = new TreeMap<>();
        try (ImapClient client = new ImapClient(port).login(account)) {
            for (String folder : KilledClient.FOLDERS) {
                found.put(folder, folder(client, account, folder, clients));
            }
        }
        Map<Place, Found> rest = new HashMap<>();
        found.forEach(
                (folder, messages) -> messages.forEach((uid, message) -> rest.put(new Place(folder, uid), message)));
        for (KilledClient client : clients) {
            promises(client, rest);
        }
        for (String token : arrivals.get(account)) {
            List<Place> places = rest.keySet().stream()
                    .filter(place -> rest.get(place).token().equals(token))
                    .toList();
            assertThat(places).as("arrival " + token).hasSize(1);
            rest.remove(places.getFirst());
        }
        assertThat(rest).as("what nobody made").isEmpty();
    }

    private TreeMap<Long, Found> folder(ImapClient client, String account, String folder, List<KilledClient> clients)
            throws IOException {
        TreeMap<Long, Found> found = new TreeMap<>();
        String selected = String.join("\n", client.untagged("SELECT " + folder + " (CONDSTORE)"));
        rises(validities, account, folder, number(selected, "UIDVALIDITY"));
        long next = number(selected, "UIDNEXT");
        rises(uidNexts, account, folder, next);
        long highest = number(selected, "HIGHESTMODSEQ");
        rises(modSeqs, account, folder, highest);
        Map<Place, String> owners = ever.computeIfAbsent(account, _ -> new HashMap<>());
        for (KilledClient each : clients) {
            assertThat(highest).isGreaterThanOrEqualTo(each.modSeqs.getOrDefault(folder, 0L));
            owners.putAll(each.ever);
        }
        owners.keySet().stream()
                .filter(place -> place.folder().equals(folder))
                .forEach(place -> assertThat(place.uid()).isLessThan(next));
        for (String response : client.ask("UID FETCH 1:* (UID FLAGS MODSEQ BODY.PEEK[])")) {
            Matcher fetch = FETCH.matcher(response);
            if (fetch.matches()) {
                long uid = Long.parseLong(fetch.group(1));
                String text = fetch.group(4);
                String token = text.substring(9, text.indexOf("\r\n"));
                assertThat(text).isEqualTo(KilledClient.message(token));
                assertThat(found.isEmpty() || found.lastKey() < uid).isTrue();
                assertThat(owners.getOrDefault(new Place(folder, uid), token)).isEqualTo(token);
                owners.put(new Place(folder, uid), token);
                TreeSet<String> flags = new TreeSet<>(List.of(fetch.group(2).split(" ")));
                flags.removeAll(List.of("", "\\Recent"));
                found.put(uid, new Found(token, flags));
            }
        }
        assertThat(selected).contains(found.size() + " EXISTS");
        return found;
    }

    private static void rises(Map<String, Map<String, Long>> all, String account, String folder, long now) {
        Long before = all.computeIfAbsent(account, _ -> new HashMap<>()).put(folder, now);
        assertThat(before == null || before <= now)
                .as(folder + " " + before + " " + now)
                .isTrue();
    }

    private static long number(String selected, String code) {
        Matcher number = Pattern.compile("\\[" + code + " (\\d+)]").matcher(selected);
        assertThat(number.find()).isTrue();
        return Long.parseLong(number.group(1));
    }

    /// Takes what is this client's out of `rest`, and has it know what came of its last command.
    private static void promises(KilledClient client, Map<Place, Found> rest) {
        String last = client.last;
        Map<String, Integer> went = new HashMap<>();
        for (Place place : List.copyOf(client.kept.keySet())) {
            KilledClient.Kept message = client.kept.get(place);
            Found found = rest.remove(place);
            if (found == null) {
                assertThat(client.maybeGone)
                        .as("lost, after " + last + ": " + message)
                        .contains(place);
                client.kept.remove(place);
                went.merge(message.token(), 1, Integer::sum);
            } else {
                assertThat(found.token()).isEqualTo(message.token());
                if (!client.unsure.contains(place)) {
                    assertThat(found.flags()).as(place + " after " + last).isEqualTo(message.flags());
                }
                client.kept.put(place, new KilledClient.Kept(message.token(), found.flags()));
            }
        }
        int gone = went.values().stream().mapToInt(Integer::intValue).sum();
        int made = 0;
        for (Map.Entry<String, String> maybe : client.maybeMade) {
            List<Place> places = rest.keySet().stream()
                    .filter(place -> place.folder().equals(maybe.getKey())
                            && rest.get(place).token().equals(maybe.getValue()))
                    .toList();
            if (client.exclusive) {
                assertThat(places).as("by " + last).hasSizeLessThanOrEqualTo(went.getOrDefault(maybe.getValue(), 0));
            }
            if (!places.isEmpty()) {
                Place place = places.getFirst();
                Found found = rest.remove(place);
                client.kept.put(place, new KilledClient.Kept(found.token(), found.flags()));
                client.ever.put(place, found.token());
                made++;
            }
        }
        if (client.exclusive) {
            assertThat(made).as("moved by " + last).isEqualTo(gone);
        }
        if (client.replacing && gone > 0) {
            assertThat(made).as("replaced by " + last).isEqualTo(1);
        }
        client.maybeGone.clear();
        client.maybeMade.clear();
        client.exclusive = false;
        client.replacing = false;
        client.unsure = java.util.Set.of();
    }
}
