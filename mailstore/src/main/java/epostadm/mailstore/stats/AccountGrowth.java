package epostadm.mailstore.stats;

import epostadm.mailstore.check.Amount;
import epostadm.mailstore.disk.AtomicFile;
import epostadm.mailstore.disk.StorePaths;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What every account held at the last look at the whole store, in `.epostadm/stats-accounts.tsv`: the time, then
/// domain, account, messages, bytes on a line for each. Only that one look is kept.
///
/// Lines that are none of ours are passed over: the file is a help, no record.
public final class AccountGrowth {

    private static final String FILE = "stats-accounts.tsv";

    private final StorePaths paths;
    private final Map<String, Amount> before = new HashMap<>();
    private final Map<String, Amount> now = new TreeMap<>();
    private final Largest<Grown> grown;
    private Optional<Instant> since = Optional.empty();

    /// An account that has more mail than it had.
    public record Grown(AccountUse account, Growth growth) {}

    private AccountGrowth(StorePaths paths, int largest) {
        this.paths = paths;
        this.grown = Largest.grown(largest);
    }

    /// @param work the store's work folder
    /// @param largest of how many that grew most is kept
    public static AccountGrowth of(Path work, int largest) throws IOException {
        AccountGrowth growth = new AccountGrowth(new StorePaths(work), largest);
        growth.read();
        return growth;
    }

    private Path file() {
        return paths.ours().resolve(FILE);
    }

    private void read() throws IOException {
        if (!Files.isRegularFile(file(), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Files.newInputStream(file(), LinkOption.NOFOLLOW_LINKS),
                StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE)))) {
            String first = in.readLine();
            since = first == null ? Optional.empty() : time(first);
            for (String line = in.readLine(); line != null && since.isPresent(); line = in.readLine()) {
                String[] cells = line.split("\t", -1);
                try {
                    if (cells.length == 4) {
                        before.put(
                                cells[0] + "\t" + cells[1],
                                new Amount(Long.parseLong(cells[2]), Long.parseLong(cells[3])));
                    }
                } catch (NumberFormatException notOurs) {
                    continue;
                }
            }
        }
    }

    private static Optional<Instant> time(String line) {
        try {
            return Optional.of(Instant.parse(line));
        } catch (DateTimeException notOurs) {
            return Optional.empty();
        }
    }

    /// Whether there was a look before.
    public boolean known() {
        return since.isPresent();
    }

    /// How the account grew since the last look; nothing where there was none, or for what was put aside.
    public Optional<Growth> take(AccountUse account) {
        if (account.name().startsWith("~")) {
            return Optional.empty();
        }
        String key = account.domain().map(Object::toString).orElse("-") + "\t" + account.name();
        now.merge(key, account.mail(), Amount::plus);
        if (since.isEmpty()) {
            return Optional.empty();
        }
        Amount then = before.getOrDefault(key, Amount.NONE);
        Growth growth = new Growth(
                since.get(),
                account.mail().count() - then.count(),
                account.mail().bytes() - then.bytes());
        if (growth.bytes() > 0) {
            grown.offer(new Grown(account, growth));
        }
        return Optional.of(growth);
    }

    /// Those that grew most of all that were taken.
    public List<Grown> largest() {
        return grown.inOrder();
    }

    /// Keeps what was taken for the next look, whole or not at all.
    public void keep(Instant at) throws IOException {
        paths.makeOurs();
        AtomicFile.write(file(), out -> {
            out.write((at + "\n").getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, Amount> account : now.entrySet()) {
                Amount amount = account.getValue();
                String line = account.getKey() + "\t" + amount.count() + "\t" + amount.bytes() + "\n";
                out.write(line.getBytes(StandardCharsets.UTF_8));
            }
        });
    }
}
