package epostadm.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Many clients with a seeded mix of commands against INBOXes that [SameFolders] made: commands per second and how
/// long they took. Whatever is answered otherwise than it must be ends the run with status 1.
///
/// `--check` measures nothing, but lets clients that share folders look for contradictions: [ImapCheck].
public final class ImapMix {

    private static final String USAGE =
            "usage: ImapMix PORT CLIENTS SECONDS [--per-account N] [--seed N] [--warm SECONDS] [--password P] [--bytes N]"
                    + " [--check]";

    /// What was asked for.
    record Options(
            int port, int clients, int seconds, int perAccount, long seed, int warm, String password, int bytes) {}

    private ImapMix() {}

    public static void main(String[] arguments) throws Exception {
        List<String> left = new ArrayList<>(List.of(arguments));
        boolean check = left.remove("--check");
        int perAccount = Integer.parseInt(option(left, "--per-account", check ? arguments[1] : "1"));
        long seed = Long.parseLong(option(left, "--seed", "1"));
        int warm = Integer.parseInt(option(left, "--warm", "5"));
        String password = option(left, "--password", "kawa-0");
        int bytes = Integer.parseInt(option(left, "--bytes", "4000"));
        if (left.size() != 3) {
            System.err.println(USAGE);
            System.exit(2);
        }
        Options options = new Options(
                Integer.parseInt(left.get(0)),
                Integer.parseInt(left.get(1)),
                Integer.parseInt(left.get(2)),
                perAccount,
                seed,
                warm,
                password,
                bytes);
        System.exit(check ? ImapCheck.run(options) : mix(options));
    }

    private static String option(List<String> left, String name, String otherwise) {
        int at = left.indexOf(name);
        if (at < 0 || at + 1 == left.size()) {
            return otherwise;
        }
        left.remove(at);
        return left.remove(at);
    }

    private static int mix(Options options) throws InterruptedException {
        long begin = System.nanoTime() + TimeUnit.SECONDS.toNanos(options.warm());
        long end = begin + TimeUnit.SECONDS.toNanos(options.seconds());
        ImapLatencies latencies = new ImapLatencies();
        int wrong = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(options.clients())) {
            List<Future<ImapLatencies>> clients = new ArrayList<>();
            for (int i = 0; i < options.clients(); i++) {
                ImapMixClient client = new ImapMixClient(options, i, begin, end);
                clients.add(threads.submit(client::run));
            }
            for (Future<ImapLatencies> client : clients) {
                try {
                    latencies.add(client.get());
                } catch (ExecutionException failed) {
                    wrong++;
                    System.err.println(failed.getCause());
                    if (!(failed.getCause() instanceof IOException)) {
                        failed.getCause().printStackTrace();
                    }
                }
            }
        }
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("clients", options.clients());
        more.put("seconds", options.seconds());
        more.put("failed", wrong);
        latencies.report(options.seconds(), more);
        return wrong == 0 ? 0 : 1;
    }
}
