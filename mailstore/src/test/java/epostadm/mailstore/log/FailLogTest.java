package epostadm.mailstore.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailLogTest {

    @TempDir
    private Path work;

    private void log(String name, String... lines) throws IOException {
        Path file = work.resolve("faillog").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, String.join("\n", lines) + "\n");
    }

    private static String line(String id, String to) {
        return id + "@mx.example send fail on [15/Apr/2026:14:30:09] from a@b.example to " + to + " [550 no]";
    }

    @Test
    void knowsNothingWithoutALog() throws IOException {
        assertThat(FailLog.of(work, "B0000000001")).isEmpty();
    }

    @Test
    void givesTheLinesOfExactlyThatIdByDay() throws IOException {
        log("260416.log", line("B0000000001", "later@d.example"));
        log(
                "260415.log",
                line("B0000000001", "first@d.example"),
                line("B0000000001-T", "branch@d.example"),
                line("B0000000002", "other@d.example"),
                "B0000000001 and what is no line of this log",
                line("B0000000001", "second@d.example"));
        log("host/260414.log", line("B0000000001", "host@d.example"));
        log("notes.txt", line("B0000000001", "notes@d.example"));
        assertThat(FailLog.of(work, "B0000000001"))
                .extracting(LogLine.GivenUp::to)
                .containsExactly("host@d.example", "first@d.example", "second@d.example", "later@d.example");
    }

    @Test
    void readsALogOfTheVendorsThatIsNoUtf8() throws IOException {
        log("260415.log", line("B0000000001", "x@d.example"));
        Path file = work.resolve("faillog/260415.log");
        Files.write(
                file, "B0000000001 \u3042\u3044\n".getBytes("Windows-31J"), java.nio.file.StandardOpenOption.APPEND);
        Files.writeString(file, line("B0000000001", "y@d.example") + "\n", java.nio.file.StandardOpenOption.APPEND);
        assertThat(FailLog.of(work, "B0000000001"))
                .extracting(LogLine.GivenUp::to)
                .containsExactly("x@d.example", "y@d.example");
    }

    @Test
    void followsNoSymbolicLink(@TempDir Path outside) throws IOException {
        Path file = Files.writeString(outside.resolve("260415.log"), line("B0000000001", "x@d.example") + "\n");
        Files.createDirectories(work.resolve("faillog"));
        Files.createSymbolicLink(work.resolve("faillog/260415.log"), file);
        Files.createSymbolicLink(work.resolve("faillog/host"), outside);
        assertThat(FailLog.of(work, "B0000000001")).isEmpty();
    }

    @Test
    void knowsForWhomAMessageWasTaken() throws IOException {
        Path file = work.resolve("inlog/260415.log");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                "<B0000000001@mx> [15/Apr/2026:08:00:00] 192.0.2.1 pc a@b.jp c@d.jp\n"
                        + "<B0000000002@mx> [15/Apr/2026:08:00:00] 192.0.2.1 pc a@b.jp e@d.jp\n");
        assertThat(InLog.of(work, "B0000000001"))
                .singleElement()
                .satisfies(line -> assertThat(line.to()).isEqualTo("c@d.jp"));
    }
}
