package epostadm.mailstore.check;

import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.spool.EnvelopeReading;
import epostadm.mailstore.spool.SpoolSurvey;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Looks at the queue, and at what heaps up beside it. docs/store-format.md, "Queue".
final class QueueCheck {

    /// A half of a pair may be younger than this while a server writes the other one.
    private static final Duration SETTLED = Duration.ofMinutes(10);

    private QueueCheck() {}

    static List<Finding> check(Path work, InstantSource clock) throws IOException {
        List<Finding> findings = new ArrayList<>();
        try {
            SpoolSurvey survey = new SpoolSurvey(work, clock.instant().minus(SETTLED));
            for (SpoolSurvey.Directory directory : survey.directories()) {
                pairs(directory, findings);
            }
        } catch (FileSystemException e) {
            // Whoever may read the mailboxes need not be one who may read the queue.
            Path place = e.getFile() == null ? work : work.getFileSystem().getPath(e.getFile());
            findings.add(FolderCheck.notReadable(place, e));
        }
        for (SiteFinding.Heap heap : SiteFinding.Heap.values()) {
            heap(work, heap).ifPresent(findings::add);
        }
        return findings;
    }

    private static void pairs(SpoolSurvey.Directory directory, List<Finding> findings) throws IOException {
        List<String> bodies = directory.bodiesAlone();
        if (!bodies.isEmpty()) {
            findings.add(new SiteFinding.BodiesWithoutEnvelope(directory.path(), bodies.size(), bodies.getFirst()));
        }
        List<String> envelopes = directory.envelopesAlone();
        if (!envelopes.isEmpty()) {
            findings.add(
                    new SiteFinding.EnvelopesWithoutBody(directory.path(), envelopes.size(), envelopes.getFirst()));
        }
        Set<String> alone = Set.copyOf(envelopes);
        for (Path envelope : directory.envelopes()) {
            if (!alone.contains(envelope.getFileName().toString())) {
                damage(envelope).ifPresent(findings::add);
            }
        }
    }

    private static Optional<Finding> damage(Path envelope) throws IOException {
        try {
            return SpoolSurvey.read(envelope)
                            instanceof EnvelopeReading.Damaged(int line, String found, String expected)
                    ? Optional.of(new SiteFinding.DamagedEnvelope(envelope, line, found, expected))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (FileSystemException | RefusedException e) {
            return Optional.of(FolderCheck.notReadable(envelope, e));
        }
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
