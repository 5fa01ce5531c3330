package epostadm.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class ServiceManagerTest {

    @Test
    void tellsASocketInTheFileSystem() throws Throwable {
        Path directory = Files.createTempDirectory("notify");
        Path socket = directory.resolve("socket");
        try {
            assertThat(told(socket.toString())).isEqualTo("READY=1");
        } finally {
            Files.deleteIfExists(socket);
            Files.delete(directory);
        }
    }

    @Test
    void tellsAnAbstractSocket() throws Throwable {
        assertThat(told("@epostadm-" + UUID.randomUUID())).isEqualTo("READY=1");
    }

    @Test
    void leavesUntoldWhatNobodyHears(@TempDir Path directory) {
        assertThat(new ServiceManager(Optional.of(directory + "/none")).tell("READY=1"))
                .isFalse();
        assertThat(new ServiceManager(Optional.empty()).tell("READY=1")).isFalse();
    }

    /// What a service manager that listens there hears.
    private static String told(String name) throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            int descriptor = call("socket", ValueLayout.JAVA_INT, 1, 2, 0);
            try {
                byte[] path = name.getBytes(StandardCharsets.UTF_8);
                if (path[0] == '@') {
                    path[0] = 0;
                }
                MemorySegment address = arena.allocate(2 + path.length, 2);
                address.set(ValueLayout.JAVA_SHORT, 0, (short) 1);
                MemorySegment.copy(path, 0, address, ValueLayout.JAVA_BYTE, 2, path.length);
                assertThat(call("bind", ValueLayout.ADDRESS, descriptor, address, 2 + path.length))
                        .isZero();
                assertThat(new ServiceManager(Optional.of(name)).tell("READY=1"))
                        .isTrue();
                MemorySegment heard = arena.allocate(100);
                int dontWait = 0x40;
                int length = (int) (long) handle(
                                "recv",
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_INT)
                        .invoke(descriptor, heard, 100L, dontWait);
                return new String(heard.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
            } finally {
                int closed = (int) handle("close", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)
                        .invoke(descriptor);
                assertThat(closed).isZero();
            }
        }
    }

    /// A function of three arguments, of which the second is of that kind and the others are numbers.
    private static int call(String name, ValueLayout second, Object... arguments) throws Throwable {
        return (int) handle(name, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, second, ValueLayout.JAVA_INT)
                .invokeWithArguments(arguments);
    }

    @SuppressWarnings("restricted")
    private static MethodHandle handle(String name, MemoryLayout result, MemoryLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().find(name).orElseThrow(), FunctionDescriptor.of(result, arguments));
    }
}
