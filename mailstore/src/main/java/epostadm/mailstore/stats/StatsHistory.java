package epostadm.mailstore.stats;

import epostadm.mailstore.check.Amount;
import epostadm.mailstore.disk.AtomicFile;
import epostadm.mailstore.disk.RegularFile;
import epostadm.mailstore.disk.StorePaths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The looks that were taken at a store, oldest first, in `.epostadm/stats.tsv`: time, place, messages, bytes.
///
/// Only the last [#RUNS] are kept. Lines that are none of ours are passed over: the file is a help, no record.
public final class StatsHistory {

    static final int RUNS = 500;
    private static final int LONGEST = 1 << 24;

    private final StorePaths paths;

    private StatsHistory(StorePaths paths) {
        this.paths = paths;
    }

    /// @param work the store's work folder
    public static StatsHistory of(Path work) {
        return new StatsHistory(new StorePaths(work));
    }

    private Path file() {
        return paths.ours().resolve("stats.tsv");
    }

    public List<StatsRun> read() throws IOException {
        if (!Files.exists(file(), LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        SortedMap<Instant, SortedMap<String, Amount>> runs = new TreeMap<>();
        for (String line : new String(RegularFile.read(file(), LONGEST), StandardCharsets.UTF_8).split("\n")) {
            String[] cells = line.split("\t", -1);
            try {
                if (cells.length == 4) {
                    runs.computeIfAbsent(Instant.parse(cells[0]), _ -> new TreeMap<>())
                            .put(cells[1], new Amount(Long.parseLong(cells[2]), Long.parseLong(cells[3])));
                }
            } catch (DateTimeException | NumberFormatException notOurs) {
                continue;
            }
        }
        return runs.entrySet().stream()
                .map(run -> new StatsRun(run.getKey(), run.getValue()))
                .toList();
    }

    /// Adds a run, whole or not at all.
    public void add(StatsRun run) throws IOException {
        List<StatsRun> runs = new ArrayList<>(read());
        runs.add(run);
        List<StatsRun> kept = runs.subList(Math.max(0, runs.size() - RUNS), runs.size());
        paths.makeOurs();
        AtomicFile.write(file(), out -> {
            for (StatsRun each : kept) {
                for (Map.Entry<String, Amount> place : each.places().entrySet()) {
                    Amount amount = place.getValue();
                    String line = each.at() + "\t" + place.getKey() + "\t" + amount.count() + "\t" + amount.bytes();
                    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                }
            }
        });
    }
}
