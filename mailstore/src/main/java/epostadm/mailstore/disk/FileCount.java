package epostadm.mailstore.disk;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Optional;

/// How many files a volume can still take, by Linux's `statvfs(3)`: Java knows of bytes alone.
record FileCount(long free, long total) {

    private static final FileCount NOT_COUNTED = new FileCount(0, 0);

    /// `struct statvfs` of 64-bit Linux: longs in this order, f_bsize f_frsize f_blocks f_bfree f_bavail f_files
    /// f_ffree f_favail; room for more than the rest of it.
    private static final long STRUCT = 256;

    private static final long TOTAL = 5;
    private static final long AVAILABLE = 7;

    static FileCount of(Path directory) {
        boolean known =
                ValueLayout.ADDRESS.byteSize() == Long.BYTES && directory.getFileSystem() == FileSystems.getDefault();
        return known ? ask(directory) : NOT_COUNTED;
    }

    /// @apiNote Needs `--enable-native-access` or the jar's `Enable-Native-Access`.
    @SuppressWarnings("restricted")
    private static FileCount ask(Path directory) {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> statvfs = linker.defaultLookup().find("statvfs");
        // Other systems have statvfs too, with another struct; syncfs is Linux's own.
        if (statvfs.isEmpty() || linker.defaultLookup().find("syncfs").isEmpty()) {
            return NOT_COUNTED;
        }
        FunctionDescriptor descriptor =
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(directory.toAbsolutePath().toString());
            MemorySegment answer = arena.allocate(STRUCT, Long.BYTES);
            int result = (int) linker.downcallHandle(statvfs.get(), descriptor).invokeExact(name, answer);
            return result == 0
                    ? new FileCount(
                            answer.getAtIndex(ValueLayout.JAVA_LONG, AVAILABLE),
                            answer.getAtIndex(ValueLayout.JAVA_LONG, TOTAL))
                    : NOT_COUNTED;
        } catch (Throwable e) {
            throw new IllegalStateException("statvfs", e);
        }
    }
}
