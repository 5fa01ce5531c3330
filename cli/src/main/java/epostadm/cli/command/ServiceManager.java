package epostadm.cli.command;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Tells systemd how the service stands: sd_notify(3), where `NOTIFY_SOCKET` names a socket.
///
/// Java has no datagram sockets of the Unix kind, so that three functions of the C library are called. What cannot
/// be told is left untold: the service runs all the same.
final class ServiceManager {

    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;

    /// `sun_path` of Linux.
    private static final int LONGEST = 108;

    private final Optional<String> socket;

    ServiceManager(Optional<String> socket) {
        this.socket = socket.filter(path -> path.startsWith("/") || path.startsWith("@"))
                .filter(path -> path.getBytes(StandardCharsets.UTF_8).length < LONGEST);
    }

    /// @param state such as `READY=1`
    /// @return whether it was told
    boolean tell(String state) {
        if (socket.isEmpty()) {
            return false;
        }
        try (Arena arena = Arena.ofConfined()) {
            return send(arena, state.getBytes(StandardCharsets.UTF_8));
        } catch (Throwable e) {
            return false;
        }
    }

    private boolean send(Arena arena, byte[] state) throws Throwable {
        int descriptor = (int) function(
                        "socket",
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT)
                .invokeExact(AF_UNIX, SOCK_DGRAM, 0);
        if (descriptor < 0) {
            return false;
        }
        try {
            // An abstract socket's name begins with a zero octet, for which the variable has an `@`.
            byte[] path = socket.orElseThrow().getBytes(StandardCharsets.UTF_8);
            if (path[0] == '@') {
                path[0] = 0;
            }
            MemorySegment address = arena.allocate(2 + LONGEST, 2);
            address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
            MemorySegment.copy(path, 0, address, ValueLayout.JAVA_BYTE, 2, path.length);
            MemorySegment text = arena.allocateFrom(ValueLayout.JAVA_BYTE, state);
            long sent = (long) function(
                            "sendto",
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_INT)
                    .invokeExact(descriptor, text, (long) state.length, 0, address, 2 + path.length);
            return sent == state.length;
        } finally {
            int ignored = (int) function("close", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)
                    .invokeExact(descriptor);
        }
    }

    /// @apiNote Needs `--enable-native-access` or the jar's `Enable-Native-Access`.
    @SuppressWarnings("restricted")
    private static MethodHandle function(String name, ValueLayout result, ValueLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        SymbolLookup library = linker.defaultLookup();
        return linker.downcallHandle(library.find(name).orElseThrow(), FunctionDescriptor.of(result, arguments));
    }
}
