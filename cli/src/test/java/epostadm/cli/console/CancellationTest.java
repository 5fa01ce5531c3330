package epostadm.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class CancellationTest {

    private static Process slowChange(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SlowChange.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    private static void interrupt(Process child) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(child.pid())).start().waitFor();
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no kill -INT")
    void letsAChangePutThingsBackAndEndsWith130() throws Exception {
        Process child = slowChange();
        try (BufferedReader out = child.inputReader();
                BufferedReader err = child.errorReader()) {
            assertThat(out.readLine()).isEqualTo("changing");
            interrupt(child);
            assertThat(out.readLine()).isEqualTo("putting back");
            assertThat(err.readLine()).isEqualTo("epostadm: interrupted; nothing was changed");
            assertThat(child.exitValue()).isEqualTo(ExitCode.INTERRUPTED.number());
        } finally {
            child.destroyForcibly();
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no kill -INT")
    void endsAtOnceWhereNothingIsUnderWay() throws Exception {
        Process child = slowChange("waits");
        try (BufferedReader out = child.inputReader()) {
            assertThat(out.readLine()).isEqualTo("waiting");
            interrupt(child);
            assertThat(out.readLine()).isEqualTo("nothing to put back");
            assertThat(out.readLine()).isNull();
            assertThat(child.exitValue()).isEqualTo(ExitCode.INTERRUPTED.number());
        } finally {
            child.destroyForcibly();
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no kill -INT")
    void tellsTheTruthOfAChangeThatWasMadeAllTheSame() throws Exception {
        Process child = slowChange("is", "made");
        try (BufferedReader out = child.inputReader()) {
            assertThat(out.readLine()).isEqualTo("changing");
            interrupt(child);
            assertThat(child.exitValue()).isEqualTo(ExitCode.OK.number());
        } finally {
            child.destroyForcibly();
        }
    }

    @Test
    void asksForNothingByItself() {
        Cancellation cancellation = new Cancellation();
        assertThat(cancellation.requested()).isFalse();
        assertThatCode(cancellation::check).doesNotThrowAnyException();
    }
}
