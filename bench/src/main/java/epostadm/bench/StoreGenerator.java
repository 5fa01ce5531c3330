package epostadm.bench;

import epostadm.fixtures.Seeded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Makes a healthy store of the BSD edition: one domain, its own account index, an INBOX and two more folders a
/// mailbox.
///
/// The same arguments make the same files. Most mail lies in INBOX; accounts differ in how much they have, and
/// sizes in how long they are, as in a real store. Nothing is forced to disk.
public final class StoreGenerator {

    private static final String DOMAIN = "bench.example.jp";
    private static final String SENT = "&kAFP4W4IMH8wyDDsMKQ-";
    private static final String DRAFTS = "&Tgtm+DBN-";
    private static final int THREADS = 2;
    private static final int DEFAULT_SIZE = 2_000;

    private final Path work;
    private final int messages;
    private final long seed;
    private final int size;

    /// `messages` and `size` are means, of a mailbox's messages and of a message's bytes.
    StoreGenerator(Path work, int messages, long seed, int size) {
        this.work = work;
        this.messages = messages;
        this.seed = seed;
        this.size = size;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 3 || arguments.length > 5) {
            System.err.println("usage: StoreGenerator DIR ACCOUNTS MESSAGES-PER-ACCOUNT [SEED [BYTES-PER-MESSAGE]]");
            System.exit(2);
        }
        long seed = arguments.length > 3 ? Long.parseLong(arguments[3]) : 1;
        int size = arguments.length > 4 ? Integer.parseInt(arguments[4]) : DEFAULT_SIZE;
        StoreGenerator generator =
                new StoreGenerator(Path.of(arguments[0]), Integer.parseInt(arguments[2]), seed, size);
        System.out.println(generator.make(Integer.parseInt(arguments[1])) + " messages");
    }

    /// Makes the store and returns the number of its messages.
    long make(int accounts) throws IOException, InterruptedException, ExecutionException {
        Files.createDirectories(work.resolve("db"));
        StringBuilder index = new StringBuilder("#epost-idx 1 " + DOMAIN + "\n");
        for (int i = 0; i < accounts; i++) {
            index.append(name(i)).append("\t{PLAIN}kawa-").append(i).append("\tBench\tHome\t1\t1\t104857600\t0\t1\n");
        }
        Files.writeString(work.resolve("db").resolve(DOMAIN + ".idx"), index);
        long made = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<Integer>> mailboxes = new ArrayList<>();
            for (int i = 0; i < accounts; i++) {
                int account = i;
                mailboxes.add(threads.submit(() -> mailbox(account)));
            }
            for (Future<Integer> mailbox : mailboxes) {
                made += mailbox.get();
            }
        }
        return made;
    }

    private static String name(int account) {
        return "s%07d".formatted(account);
    }

    private int mailbox(int account) throws IOException {
        Seeded random = Seeded.of(seed * 1_000_003 + account);
        Path root = work.resolve("inbox").resolve(DOMAIN).resolve(name(account));
        Files.createDirectories(root);
        Files.writeString(root.resolve("apop.dat"), "kawa-" + account + "\n");
        Files.writeString(root.resolve("size.ctl"), "104857600");
        Files.createFile(root.resolve("$offpop3"));
        // Evenly from half to one and a half times the mean.
        int count = messages == 0 ? 0 : random.between(messages - messages / 2, messages + messages / 2);
        int sent = count / 5;
        int drafts = count / 50;
        folder(root.resolve("inbox"), count - sent - drafts, random);
        folder(root.resolve(SENT), sent, random);
        folder(root.resolve(DRAFTS), drafts, random);
        return count;
    }

    private void folder(Path folder, int count, Seeded random) throws IOException {
        Files.createDirectory(folder);
        long uid = 0;
        for (int i = 0; i < count; i++) {
            uid += random.chance(0.8) ? 1 : random.between(2, 20);
            String flags = random.chance(0.9) ? "000010" : "100000";
            Files.write(folder.resolve("%010d-%s.MSG".formatted(uid, flags)), message(uid, random));
        }
        Files.writeString(folder.resolve("uid"), Long.toString(uid + 1));
        Files.writeString(folder.resolve("uidvalidity"), Long.toString(random.between(1L, 0xFFFF_FFFFL)));
        Files.createFile(folder.resolve("rid"));
    }

    private byte[] message(long uid, Seeded random) {
        int length = random.between(size / 2, size + size / 2);
        StringBuilder text = new StringBuilder(length + 100);
        text.append("From: hanako@")
                .append(DOMAIN)
                .append("\r\nSubject: message ")
                .append(uid);
        text.append("\r\nMessage-ID: <").append(random.between(0L, 1L << 60)).append("@example.jp>\r\n\r\n");
        while (text.length() < length) {
            text.append("sakura no hana ga saku koro ni mata aimashou\r\n");
        }
        return text.append(".\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }
}
