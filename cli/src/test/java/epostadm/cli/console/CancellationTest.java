package epostadm.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class CancellationTest {

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no kill -INT")
    void letsAChangePutThingsBackAndEndsWith130() throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SlowChange.class.getName())
                .start();
        try (BufferedReader out = child.inputReader();
                BufferedReader err = child.errorReader()) {
            assertThat(out.readLine()).isEqualTo("changing");
            new ProcessBuilder("kill", "-INT", Long.toString(child.pid()))
                    .start()
                    .waitFor();
            assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(out.readLine()).isEqualTo("putting back");
            assertThat(err.readLine()).isEqualTo("epostadm: interrupted; nothing was changed");
            assertThat(child.exitValue()).isEqualTo(ExitCode.INTERRUPTED.number());
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
