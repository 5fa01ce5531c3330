package epostadm.mailstore.check;

import epostadm.mailstore.spool.QueueCheck;
import epostadm.mailstore.spool.QueueFinding;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What [QueueCheck] finds, as findings of the store: of many of one kind in a directory one; and what heaps up
/// beside the queue. docs/store-format.md, "Queue".
final class QueueFindings {

    /// A half of a pair may be younger than this while a server writes the other one.
    private static final Duration SETTLED = Duration.ofMinutes(10);

    private QueueFindings() {}

    static List<Finding> of(Path work, InstantSource clock) throws IOException {
        List<Finding> findings = together(QueueCheck.check(work, clock.instant().minus(SETTLED)));
        for (SiteFinding.Heap heap : SiteFinding.Heap.values()) {
            heap(work, heap).ifPresent(findings::add);
        }
        return findings;
    }

    /// Those of one kind in a directory.
    private record Kind(Class<?> type, Path directory) {}

    private static List<Finding> together(List<QueueFinding> found) {
        Map<Kind, List<QueueFinding>> kinds = new LinkedHashMap<>();
        for (QueueFinding finding : found) {
            kinds.computeIfAbsent(new Kind(finding.getClass(), finding.path().getParent()), _ -> new ArrayList<>())
                    .add(finding);
        }
        List<Finding> findings = new ArrayList<>();
        for (List<QueueFinding> same : kinds.values()) {
            if (single(same.getFirst())) {
                same.stream().map(one -> of(one, 1)).forEach(findings::add);
            } else {
                findings.add(of(same.getFirst(), same.size()));
            }
        }
        return findings;
    }

    /// Whether each of its kind is told by itself.
    private static boolean single(QueueFinding finding) {
        return switch (finding) {
            case QueueFinding.LostEnvelope _,
                    QueueFinding.LostBody _,
                    QueueFinding.EmptyDomain _,
                    QueueFinding.BadDomain _ -> false;
            case QueueFinding.Stray(Path path) -> Files.isSymbolicLink(path);
            case QueueFinding.DamagedEnvelope _,
                    QueueFinding.OtherId _,
                    QueueFinding.Twice _,
                    QueueFinding.Unreadable _ -> true;
        };
    }

    private static Finding of(QueueFinding finding, int count) {
        Path directory = finding.path().getParent();
        String name = finding.path().getFileName().toString();
        return switch (finding) {
            case QueueFinding.LostEnvelope _ -> new SiteFinding.BodiesWithoutEnvelope(directory, count, name);
            case QueueFinding.LostBody _ -> new SiteFinding.EnvelopesWithoutBody(directory, count, name);
            case QueueFinding.DamagedEnvelope(Path path, int line, String text, String expected) ->
                new SiteFinding.DamagedEnvelope(path, line, text, expected);
            case QueueFinding.OtherId(Path path, String named) -> new SiteFinding.OtherEnvelope(path, named);
            case QueueFinding.Twice(Path path, List<Path> others) ->
                new SiteFinding.QueuedTwice(path, others.size(), directoryOf(others.getFirst()));
            case QueueFinding.EmptyDomain _ -> new SiteFinding.EmptyQueueDomains(directory, count, name);
            case QueueFinding.BadDomain _ -> new SiteFinding.UnfitQueueDomain(directory, count, name);
            case QueueFinding.Unreadable(Path path, String reason) -> new Finding.NotReadable(path, reason);
            case QueueFinding.Stray(Path path) ->
                Files.isSymbolicLink(path)
                        ? new Finding.LeadsOutOfStore(path)
                        : new SiteFinding.StraysInQueue(directory, count, name);
        };
    }

    private static String directoryOf(Path file) {
        return file.getParent().getFileName().toString();
    }

    private static Optional<Finding> heap(Path work, SiteFinding.Heap heap) throws IOException {
        Path directory = work.resolve(heap.directory());
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        long[] sums = {0, 0};
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                sums[0]++;
                sums[1] += attributes.size();
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) {
                return FileVisitResult.CONTINUE;
            }
        });
        return sums[0] > heap.files() || sums[1] > heap.bytes()
                ? Optional.of(new SiteFinding.GrownLarge(directory, heap, sums[0], sums[1]))
                : Optional.empty();
    }
}
