package epostadm.mailstore.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The lock among real processes.
class StoreLockTest {

    @TempDir
    private Path directory;

    private Path lock;

    @BeforeEach
    void name() {
        lock = directory.resolve("lock");
    }

    /// Another process: takes the lock, says so, and lets it go when its input ends.
    static final class Holder {

        public static void main(String[] arguments) throws IOException {
            try (StoreLock _ = StoreLock.take(Path.of(arguments[0]), arguments[1])) {
                System.out.println("taken");
                while (System.in.read() >= 0) {}
            } catch (RefusedException e) {
                System.out.println(e.refusal());
            }
        }
    }

    @Test
    void namesTheProcessThatHasIt() throws Exception {
        Process other = start("host 17 import");
        try (BufferedReader said = other.inputReader()) {
            assertThat(said.readLine()).isEqualTo("taken");
            refused("host 17 import");
            other.outputWriter().close();
            assertThat(other.waitFor()).isZero();
        }
        try (StoreLock mine = StoreLock.take(lock, "me")) {
            assertThat(mine.leftBy()).isEmpty();
        }
    }

    @Test
    void fallsWithAProcessThatIsKilledAndNamesIt() throws Exception {
        Process other = start("host 17 import");
        try (BufferedReader said = other.inputReader()) {
            assertThat(said.readLine()).isEqualTo("taken");
            other.destroyForcibly();
            other.waitFor();
        }
        try (StoreLock mine = StoreLock.take(lock, "me")) {
            assertThat(mine.leftBy()).contains("host 17 import");
        }
        try (StoreLock again = StoreLock.take(lock, "me")) {
            assertThat(again.leftBy()).isEmpty();
        }
    }

    @Test
    void isKeptAgainstOthersThoughThisProcessTriesToTakeItTwice() throws Exception {
        try (StoreLock _ = StoreLock.take(lock, "me")) {
            refused("me");
            refused("me");
            Process other = start("other");
            try (BufferedReader said = other.inputReader()) {
                assertThat(said.readLine()).isEqualTo(new Refusal.StoreInUse(lock, "me").toString());
                assertThat(other.waitFor()).isZero();
            }
        }
        StoreLock.take(lock, "again").close();
    }

    @Test
    void readsALongOrStrangeNameOfAHolder() throws IOException {
        Files.write(lock, new byte[100_000]);
        StoreLock.take(lock, "x".repeat(10_000)).close();
        Files.write(lock, new byte[] {(byte) 0xff, (byte) 0xfe});
        try (StoreLock mine = StoreLock.take(lock, "me")) {
            assertThat(mine.leftBy()).isPresent();
        }
        assertThat(lock).isEmptyFile();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void writesThroughNoSymbolicLink() throws IOException {
        Path precious = Files.writeString(directory.resolve("precious"), "keep me");
        Files.createSymbolicLink(lock, precious);
        assertThatThrownBy(() -> StoreLock.take(lock, "me")).isInstanceOf(IOException.class);
        assertThat(precious).hasContent("keep me");
    }

    private void refused(String holder) {
        assertThatThrownBy(() -> StoreLock.take(lock, "me too"))
                .asInstanceOf(type(RefusedException.class))
                .extracting(RefusedException::refusal)
                .isEqualTo(new Refusal.StoreInUse(lock, holder));
    }

    private Process start(String holder) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        lock.toString(),
                        holder)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
