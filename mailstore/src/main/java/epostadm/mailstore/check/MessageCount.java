package epostadm.mailstore.check;

import epostadm.mailstore.disk.MessageFileName;
import epostadm.mailstore.task.ReadAhead;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/// How many messages there are to read, by names alone: for a progress that knows how much is left.
final class MessageCount {

    private MessageCount() {}

    static long of(List<Candidate> candidates) throws IOException {
        long[] total = {0};
        ReadAhead.inOrder(candidates, candidate -> below(candidate.place().root()), count -> total[0] += count);
        return total[0];
    }

    /// What cannot be listed is none here; it is found when its turn comes.
    private static long below(Path directory) {
        long count = 0;
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return 0;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                count += MessageFileName.endsAsMessage(entry.getFileName().toString()) ? 1 : below(entry);
            }
        } catch (IOException | DirectoryIteratorException e) {
            return count;
        }
        return count;
    }
}
