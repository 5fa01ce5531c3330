package epostadm.mailstore.check;

import java.nio.file.Path;

/// Trouble with the queue, or with the volume. docs/store-format.md, "Queue".
public sealed interface SiteFinding extends Finding {

    /// What heaps up beside the queue, and how much of it is no longer little.
    enum Heap {
        /// Mail that could be neither delivered nor returned.
        DEAD("dead", 1_000, 100L << 20),
        /// What was found out about mail exchangers.
        MX_CACHE("mxcash", 10_000, 100L << 20),
        /// What was taken for viruses.
        VIRUS_LOG("viruslog", 1_000, 1L << 30);

        private final String directory;
        private final long files;
        private final long bytes;

        Heap(String directory, long files, long bytes) {
            this.directory = directory;
            this.files = files;
            this.bytes = bytes;
        }

        /// Its name in the work folder.
        public String directory() {
            return directory;
        }

        long files() {
            return files;
        }

        long bytes() {
            return bytes;
        }
    }

    /// `.MSG` files of a directory of the queue whose `.RCP` is gone.
    record BodiesWithoutEnvelope(Path place, int count, String first) implements SiteFinding {}

    /// `.RCP` files of a directory of the queue whose `.MSG` is gone.
    record EnvelopesWithoutBody(Path place, int count, String first) implements SiteFinding {}

    /// A `.RCP` file that says nothing that could be followed.
    record DamagedEnvelope(Path place, int line, String found, String expected) implements SiteFinding {}

    /// A `.RCP` file that names another message than its name does.
    record OtherEnvelope(Path place, String named) implements SiteFinding {}

    /// One id in so many places more.
    record QueuedTwice(Path place, int others, String first) implements SiteFinding {}

    /// Directories of domains that no message waits in.
    record EmptyQueueDomains(Path place, int count, String first) implements SiteFinding {}

    /// Messages for domains that can be none.
    record UnfitQueueDomain(Path place, int count, String first) implements SiteFinding {}

    /// What is no part of a queue.
    record StraysInQueue(Path place, int count, String first) implements SiteFinding {}

    record GrownLarge(Path place, Heap heap, long count, long bytes) implements SiteFinding {}

    /// Little room is left on the store's volume.
    record DiskNearlyFull(Path place, long usable, long total) implements SiteFinding {}

    /// Few more files fit on the store's volume.
    record InodesNearlyUsed(Path place, long free, long total) implements SiteFinding {}
}
