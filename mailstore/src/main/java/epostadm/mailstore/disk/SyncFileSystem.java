package epostadm.mailstore.disk;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Optional;

/// Linux's `syncfs(2)`: one call for a whole volume, where thousands of files would each have to be forced.
final class SyncFileSystem {

    private static final int O_RDONLY_CLOEXEC = 0x80000;

    private SyncFileSystem() {}

    /// Writes out the volume of the directory; false where the system has no such call.
    static boolean sync(Path directory) throws IOException {
        Linker linker = Linker.nativeLinker();
        Optional<MethodHandle> open = function(
                linker, "open", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        Optional<MethodHandle> syncfs =
                function(linker, "syncfs", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        Optional<MethodHandle> close =
                function(linker, "close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        if (open.isEmpty() || syncfs.isEmpty() || close.isEmpty()) {
            return false;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(directory.toAbsolutePath().toString());
            int descriptor = (int) open.get().invokeExact(name, O_RDONLY_CLOEXEC);
            if (descriptor < 0) {
                return false;
            }
            int result = (int) syncfs.get().invokeExact(descriptor);
            int closed = (int) close.get().invokeExact(descriptor);
            if (result != 0 || closed != 0) {
                throw new IOException(directory + ": the volume could not be synchronized to disk");
            }
            return true;
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("syncfs", e);
        }
    }

    /// @apiNote Needs `--enable-native-access` or the jar's `Enable-Native-Access`.
    @SuppressWarnings("restricted")
    private static Optional<MethodHandle> function(Linker linker, String name, FunctionDescriptor descriptor) {
        SymbolLookup symbols = linker.defaultLookup();
        return symbols.find(name).map(address -> linker.downcallHandle(address, descriptor));
    }
}
