package epostadm.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Clients that share two folders of one account, each with a mirror of what it was told; in the end all mirrors
/// must show what a new client is shown, and nothing may be gone that nobody deleted. In the manner of imaptest.
final class ImapCheck {

    private static final int SHOWN = 40;

    private final ImapMix.Options options;
    private final Queue<String> contradictions = new ConcurrentLinkedQueue<>();
    private final List<CheckedFolder> folders = List.of(new CheckedFolder("INBOX"), new CheckedFolder("Other"));

    private ImapCheck(ImapMix.Options options) {
        this.options = options;
    }

    /// Returns the status to end with: 1 where there are contradictions.
    static int run(ImapMix.Options options) throws InterruptedException, IOException {
        return new ImapCheck(options).run();
    }

    private int run() throws InterruptedException, IOException {
        try (ImapConnection first = new ImapConnection(options.port())) {
            first.greeting();
            first.ok("LOGIN s0000000 " + options.password(), response -> {});
            first.command("CREATE Other", response -> {});
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(options.seconds());
        List<ImapCheckClient> clients = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < options.clients(); i++) {
            ImapCheckClient client = new ImapCheckClient(options, i, folders, contradictions::add);
            clients.add(client);
            threads.add(Thread.ofPlatform().start(() -> client.run(end)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        Map<String, Integer> counts = new TreeMap<>();
        for (ImapCheckClient client : clients) {
            client.counts().forEach((kind, count) -> counts.merge(kind, count, Integer::sum));
        }
        try {
            for (CheckedFolder folder : folders) {
                end(folder, clients);
            }
        } catch (IOException failed) {
            contradictions.add("at the end: " + failed);
        }
        return report(counts);
    }

    private void end(CheckedFolder folder, List<ImapCheckClient> clients) throws IOException {
        for (ImapCheckClient client : clients) {
            client.settle();
        }
        Map<Long, Set<String>> truth = new LinkedHashMap<>();
        try (ImapConnection last = new ImapConnection(options.port())) {
            MailboxMirror mirror = new MailboxMirror(contradictions::add, new MailboxMirror.Listener() {});
            last.greeting();
            last.ok("LOGIN s0000000 " + options.password(), response -> {});
            last.ok("EXAMINE " + folder.name(), mirror);
            if (mirror.size() > 0) {
                last.ok("FETCH 1:* (UID FLAGS)", mirror);
            }
            mirror.messages().forEach(message -> truth.put(message.uid(), message.flags()));
        }
        for (long uid : folder.known()) {
            if (!truth.containsKey(uid) && !folder.marked(uid)) {
                contradictions.add("lost: UID " + uid + " of " + folder.name() + ", which nobody deleted");
            }
        }
        for (ImapCheckClient client : clients) {
            client.compare(folder, truth);
        }
    }

    private int report(Map<String, Integer> counts) {
        System.out.println("commands: " + counts);
        System.out.printf(
                "{\"clients\":%d,\"seconds\":%d,\"seed\":%d,\"commands\":%d,\"contradictions\":%d}%n",
                options.clients(),
                options.seconds(),
                options.seed(),
                counts.values().stream().mapToInt(Integer::intValue).sum(),
                contradictions.size());
        // One of each kind whole: those that differ in numbers alone are of a kind.
        Map<String, List<String>> kinds = contradictions.stream()
                .collect(Collectors.groupingBy(
                        text -> text.lines().findFirst().orElse("").replaceAll("[0-9]+|\\[.*?]|\\{.*?}", "#"),
                        LinkedHashMap::new,
                        Collectors.toList()));
        kinds.values().stream()
                .limit(SHOWN)
                .forEach(alike -> System.out.println("CONTRADICTION, " + alike.size() + " alike: " + alike.getFirst()));
        return contradictions.isEmpty() ? 0 : 1;
    }
}
