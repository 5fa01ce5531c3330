package epostadm.mailstore.trace;

import epostadm.mailstore.control.JapaneseText;
import epostadm.mailstore.log.LineEnds;
import epostadm.mailstore.log.LogFile;
import epostadm.mailstore.log.LogPeriod;
import epostadm.mailstore.log.LogScan;
import epostadm.mailstore.task.Progress;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Looks through files for lines in which a [Finder] finds something; holds a bounded number of them.
final class HitSearch {

    private static final int MOST = 20_000;
    private static final int LOOK_AHEAD = 1 << 14;

    private final LogPeriod period;
    private final int threads;
    private final Progress progress;
    private final List<Hit> hits = new ArrayList<>();
    private volatile boolean cut;

    HitSearch(LogPeriod period, int threads, Progress progress) {
        this.period = period;
        this.threads = threads;
        this.progress = progress;
    }

    /// Whether there were more lines than are held.
    boolean cut() {
        return cut;
    }

    /// The lines in their order; those of no time are kept.
    ///
    /// @param wanted a closer look at the line's text
    List<Hit> search(List<LogFile> files, Finder finder, Predicate<String> wanted) throws IOException {
        hits.clear();
        LogScan.run(files, (file, from) -> new Slice(file, from, finder, wanted), threads, progress);
        hits.sort(Hit.ORDER);
        return List.copyOf(hits);
    }

    private final class Slice implements LogScan.SliceReader {
        private final LogFile file;
        private final long from;
        private final Finder finder;
        private final Predicate<String> wanted;
        private final List<Hit> found = new ArrayList<>();

        Slice(LogFile file, long from, Finder finder, Predicate<String> wanted) {
            this.file = file;
            this.from = from;
            this.finder = finder;
            this.wanted = wanted;
        }

        @Override
        public void lines(byte[] block, int start, int end) {
            int at = start;
            while (true) {
                int place = finder.find(block, at, end);
                if (place < 0) {
                    return;
                }
                int lineEnd = LineEnds.next(block, place, end);
                String text = text(block, LineEnds.start(block, at, place), lineEnd);
                if (wanted.test(text)) {
                    take(text, block, lineEnd + 1, end);
                }
                at = Math.min(lineEnd + 1, end);
            }
        }

        private void take(String text, byte[] block, int next, int end) {
            Hit hit = Hit.of(file, from, found.size(), text);
            Optional<LocalDateTime> at = hit.at();
            if (at.isPresent() && !period.covers(at.get())) {
                return;
            }
            if (found.size() >= MOST) {
                cut = true;
                return;
            }
            found.add(hit);
            Dialogue.asked(hit).ifPresent(client -> answer(client, block, next, end));
        }

        /// What we answered to a RCPT, which is not far behind.
        private void answer(String client, byte[] block, int next, int end) {
            int limit = Math.min(end, next + LOOK_AHEAD);
            for (int at = next; at < limit; ) {
                int lineEnd = LineEnds.next(block, at, end);
                String text = text(block, at, lineEnd);
                if (text.contains(" " + client + " < ")) {
                    found.add(Hit.of(file, from, found.size(), text));
                    return;
                }
                at = lineEnd + 1;
            }
        }

        @Override
        public void finished() {
            int room = Math.min(found.size(), MOST - hits.size());
            cut |= room < found.size();
            hits.addAll(found.subList(0, room));
        }
    }

    private static String text(byte[] block, int start, int end) {
        int last = end > start && block[end - 1] == '\r' ? end - 1 : end;
        return JapaneseText.read(Arrays.copyOfRange(block, start, last));
    }
}
