package epostadm.mailstore.disk;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// Linux's `renameat2(2)` with `RENAME_NOREPLACE`: a rename in one step that fails where the name is taken, also by
/// who takes it at this very moment. Java's own looks first, and renames then.
final class ExclusiveRename {

    private static final int AT_FDCWD = -100;
    private static final int RENAME_NOREPLACE = 1;
    private static final int ENOENT = 2;
    private static final int EEXIST = 17;

    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final Optional<MethodHandle> CALL = call();

    private ExclusiveRename() {}

    /// @apiNote Needs `--enable-native-access` or the jar's `Enable-Native-Access`.
    @SuppressWarnings("restricted")
    private static Optional<MethodHandle> call() {
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor descriptor = FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT);
        return linker.defaultLookup()
                .find("renameat2")
                .map(address -> linker.downcallHandle(address, descriptor, Linker.Option.captureCallState("errno")));
    }

    /// Renames a file.
    ///
    /// @return false where that cannot be: other systems, other volumes, file systems that do not know of it
    /// @throws FileAlreadyExistsException where the name is taken
    /// @throws NoSuchFileException where there is no such file
    static boolean rename(Path from, Path to) throws IOException {
        if (CALL.isEmpty() || from.getFileSystem() != FileSystems.getDefault()) {
            return false;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            MemorySegment source = arena.allocateFrom(from.toAbsolutePath().toString());
            MemorySegment target = arena.allocateFrom(to.toAbsolutePath().toString());
            int result = (int) CALL.get().invokeExact(state, AT_FDCWD, source, AT_FDCWD, target, RENAME_NOREPLACE);
            if (result == 0) {
                return true;
            }
            switch ((int) ERRNO.get(state, 0L)) {
                case EEXIST -> throw new FileAlreadyExistsException(to.toString());
                case ENOENT -> throw new NoSuchFileException(from.toString(), to.toString(), null);
                default -> {
                    return false;
                }
            }
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("renameat2", e);
        }
    }
}
