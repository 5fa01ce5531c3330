package epostadm.mailstore.log;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.mailstore.task.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LogScanTest {

    private static final LogDay DAY = new LogDay(LocalDate.of(2026, 4, 15));

    @TempDir
    private Path directory;

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    /// What all slices gave, sorted, since slices come in any order.
    private static List<String> scan(Path file, long size, int threads, long slice, int block, Progress progress)
            throws IOException {
        List<String> all = Collections.synchronizedList(new ArrayList<>());
        LogScan.run(
                List.of(new LogFile(LogName.INLOG, DAY, file, size)),
                (_, _) -> (bytes, start, end) -> {
                    for (int at = start; at < end; ) {
                        int lineEnd = LineEnds.next(bytes, at, end);
                        all.add(new String(bytes, at, lineEnd - at, StandardCharsets.ISO_8859_1));
                        at = lineEnd + 1;
                    }
                },
                threads,
                progress,
                slice,
                block);
        Collections.sort(all);
        return all;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyLineIsReadOnceWhereverSlicesAndBlocksEnd(long seed) throws IOException {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>();
        for (int i = random.nextInt(200); i > 0; i--) {
            lines.add(i + "x".repeat(random.nextInt(40)));
        }
        boolean torn = random.nextBoolean();
        Path file = Files.writeString(
                directory.resolve("260415.log"), String.join("\n", lines) + (torn || lines.isEmpty() ? "" : "\n"));
        List<String> expected = lines.stream().sorted().toList();
        AtomicLong steps = new AtomicLong();
        Progress progress = new Progress() {
            @Override
            public void start(Phase phase, long total) {}

            @Override
            public void step(long count) {
                steps.addAndGet(count);
            }

            @Override
            public void finish() {}
        };
        int block = 90 + random.nextInt(50);
        long slice = 1 + random.nextInt(300);
        assertThat(scan(file, Files.size(file), 1 + random.nextInt(3), slice, block, progress))
                .isEqualTo(expected);
        assertThat(steps.get()).isBetween(Files.size(file), 2 * Files.size(file) + 1);
    }

    @Test
    void aLineLongerThanABlockIsCutAndTheNextOneIsWhole() throws IOException {
        Path file = Files.writeString(directory.resolve("260415.log"), "a".repeat(500) + "\nb\n");
        List<String> lines = scan(file, Files.size(file), 1, 10_000, 64, Progress.NONE);
        assertThat(lines).last().isEqualTo("b");
        assertThat(lines.stream().mapToInt(String::length).sum()).isEqualTo(501);
    }

    @Test
    void whatAFileHasGrownByIsLeftOutAndWhatItLostIsNoFailure() throws IOException {
        Path file = Files.writeString(directory.resolve("260415.log"), "a\nb\nc\n");
        assertThat(scan(file, 4, 1, 100, 64, Progress.NONE)).containsExactly("a", "b");
        assertThat(scan(file, 400, 1, 100, 64, Progress.NONE)).containsExactly("a", "b", "c");
        Files.delete(file);
        assertThat(scan(file, 4, 1, 100, 64, Progress.NONE)).isEmpty();
    }

    @Test
    void findsTheFilesOfADayOfEveryComputerAndSaysWhatIsLeftOut() throws IOException {
        for (String name : Stream.of(
                        "inlog/260414.log",
                        "inlog/260415.log",
                        "inlog/260415.log.1",
                        "inlog/260415.log.gz",
                        "inlog/pc1/260415.LOG",
                        "inlog/notes.txt",
                        "OutLog/260415.log")
                .toList()) {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "x\n");
        }
        LogPeriod period = new LogPeriod(Optional.of(DAY.date().atStartOfDay()), Optional.empty());
        LogShelf shelf = LogShelf.find(directory, Set.of(LogName.INLOG, LogName.OUTLOG, LogName.FAILLOG), period);
        assertThat(shelf.files())
                .extracting(file -> directory.relativize(file.path()).toString())
                .containsExactly("inlog/260415.log", "inlog/260415.log.1", "inlog/pc1/260415.LOG", "OutLog/260415.log");
        assertThat(shelf.missing()).containsExactly(LogName.FAILLOG);
        assertThat(shelf.leftOut()).containsExactly(directory.resolve("inlog/260415.log.gz"));
        assertThat(shelf.bytes()).isEqualTo(8);
    }
}
