package epostadm.mailstore.log;

import epostadm.mailstore.task.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Reads log files through once, in slices that several threads share; nothing but a block a thread is held.
///
/// A line belongs to the slice in which it begins. What a file has grown by while it was read is left out.
public final class LogScan {

    /// Makes what reads a slice of a file, which begins at `from`; may be asked by several threads.
    @FunctionalInterface
    public interface Readers {
        SliceReader of(LogFile file, long from);
    }

    /// What is read of one slice, by one thread.
    public interface SliceReader {

        /// Whole lines with their ends; the file's last one may have none.
        void lines(byte[] block, int start, int end) throws IOException;

        /// The slice is at its end; never by two threads at once.
        default void finished() {}
    }

    /// Longer lines are cut into several.
    static final int LONGEST_LINE = 1 << 16;

    private static final int BLOCK = 1 << 20;
    private static final long SLICE = 1L << 25;
    private static final long WORTH_THREADS = 1L << 22;

    private final Readers readers;
    private final Progress progress;
    private final long slice;
    private final int block;

    private LogScan(Readers readers, Progress progress, long slice, int block) {
        this.readers = readers;
        this.progress = progress;
        this.slice = slice;
        this.block = block;
    }

    public static void run(List<LogFile> files, Readers readers, int threads, Progress progress) throws IOException {
        run(files, readers, threads, progress, SLICE, BLOCK);
    }

    static void run(List<LogFile> files, Readers readers, int threads, Progress progress, long slice, int block)
            throws IOException {
        long total = files.stream().mapToLong(LogFile::size).sum();
        progress.start(Progress.Phase.READING_LOGS, total);
        try {
            LogScan scan = new LogScan(readers, progress, slice, block);
            List<Callable<Void>> slices = scan.slices(files);
            if (threads < 2 || total < Math.min(WORTH_THREADS, slice)) {
                scan.inTurn(slices);
            } else {
                scan.together(slices, threads);
            }
        } finally {
            progress.finish();
        }
    }

    private List<Callable<Void>> slices(List<LogFile> files) {
        List<Callable<Void>> slices = new ArrayList<>();
        for (LogFile file : files) {
            for (long start = 0; start < file.size(); start += slice) {
                long from = start;
                slices.add(() -> {
                    read(file, from, Math.min(file.size(), from + slice));
                    return null;
                });
            }
        }
        return slices;
    }

    private void inTurn(List<Callable<Void>> slices) throws IOException {
        for (Callable<Void> one : slices) {
            try {
                one.call();
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void together(List<Callable<Void>> slices, int threads) throws IOException {
        ExecutorService pool = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().factory());
        try {
            List<Future<Void>> all = slices.stream().map(pool::submit).toList();
            for (Future<Void> one : all) {
                one.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failure -> throw failure;
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                default -> throw new IllegalStateException(e.getCause());
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private void read(LogFile file, long from, long to) throws IOException {
        SliceReader reader = readers.of(file, from);
        try (SeekableByteChannel channel = open(file.path())) {
            new Slice(channel, reader, file.size(), from, to).read();
        } catch (NoSuchFileException e) {
            // Moved away since it was found.
        }
        synchronized (this) {
            reader.finished();
        }
    }

    private static SeekableByteChannel open(Path path) throws IOException {
        return Files.newByteChannel(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }

    /// One slice being read: a block, of which the rest of a line is carried to the front.
    private final class Slice {
        private final SeekableByteChannel channel;
        private final SliceReader reader;
        private final byte[] bytes = new byte[block];
        private final ByteBuffer buffer = ByteBuffer.wrap(bytes);
        private final long size;
        private final long to;
        private long at;

        Slice(SeekableByteChannel channel, SliceReader reader, long size, long from, long to) throws IOException {
            this.channel = channel;
            this.reader = reader;
            this.size = size;
            this.to = to;
            // The byte before tells whether a line begins here.
            this.at = Math.max(0, from - 1);
            channel.position(at);
        }

        void read() throws IOException {
            boolean beginning = at == 0;
            int filled = 0;
            while (at < size) {
                buffer.limit((int) Math.min(block, filled + size - at)).position(filled);
                int got = channel.read(buffer);
                if (got <= 0) {
                    break;
                }
                progress.step(Math.max(0, Math.min(at + got, to) - at));
                at += got;
                filled += got;
                int start = 0;
                if (!beginning) {
                    start = LineEnds.next(bytes, 0, filled) + 1;
                    beginning = start <= filled;
                }
                int left = beginning ? give(start, filled) : 0;
                if (left < 0 || !beginning && at >= to) {
                    return;
                }
                System.arraycopy(bytes, filled - left, bytes, 0, left);
                filled = left;
            }
            if (filled > 0) {
                reader.lines(bytes, 0, filled);
            }
        }

        /// Gives the lines that are whole and begin in this slice.
        ///
        /// @return how many bytes are left of a line without its end; -1 where the slice is at its end
        private int give(int start, int filled) throws IOException {
            long first = at - filled;
            if (first + start >= to) {
                return -1;
            }
            if (at >= to) {
                int last = (int) Math.max(start, to - 1 - first);
                int lineEnd = LineEnds.next(bytes, last, filled);
                if (lineEnd < filled) {
                    reader.lines(bytes, start, lineEnd + 1);
                    return -1;
                }
            }
            int end = LineEnds.start(bytes, start, filled);
            if (filled - end >= Math.min(LONGEST_LINE, block / 2)) {
                end = filled;
            }
            if (end > start) {
                reader.lines(bytes, start, end);
            }
            return filled - end;
        }
    }
}
