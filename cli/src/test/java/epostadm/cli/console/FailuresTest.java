package epostadm.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private ExitCode report(Throwable failure, Language language, boolean verbose) {
        Terminal terminal =
                Terminal.piped(Map.of(), InputStream.nullInputStream(), OutputStream.nullOutputStream(), err);
        return new Failures(terminal, Texts.messages(language), verbose).report(failure);
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(
                        new NoSuchFileException("/s/apop.dat"),
                        ExitCode.CANNOT_READ_OR_WRITE,
                        "/s/apop.dat: no such file or directory"),
                Arguments.of(
                        new AccessDeniedException("/s/x"),
                        ExitCode.CANNOT_READ_OR_WRITE,
                        "/s/x: permission denied;"
                                + " the user that runs epostadm must be allowed to read and write it"),
                Arguments.of(
                        new FileSystemException("/s/x", null, "No space left on device"),
                        ExitCode.CANNOT_READ_OR_WRITE,
                        "/s/x: the disk is full"),
                Arguments.of(
                        new FileSystemException("/s/x", null, "Read-only file system"),
                        ExitCode.CANNOT_READ_OR_WRITE,
                        "/s/x: the disk is read-only"),
                Arguments.of(
                        new IOException("No space left on device"),
                        ExitCode.CANNOT_READ_OR_WRITE,
                        "standard output or a file: the disk is full"),
                Arguments.of(new IOException("odd"), ExitCode.CANNOT_READ_OR_WRITE, "cannot read or write: odd"),
                Arguments.of(new InterruptedIOException(), ExitCode.INTERRUPTED, "interrupted; nothing was changed"),
                Arguments.of(new Refusal(ExitCode.NO_STORE, "/s: empty"), ExitCode.NO_STORE, "/s: empty"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void saysInOneLineWhatWasFound(Throwable failure, ExitCode code, String line) {
        assertThat(report(failure, Language.EN, false)).isEqualTo(code);
        assertThat(said()).isEqualTo("epostadm: " + line + System.lineSeparator());
    }

    @Test
    void saysWhatToTypeNext() {
        report(new Refusal(ExitCode.USAGE, "no", "epostadm exit-codes"), Language.EN, false);
        assertThat(said().lines()).containsExactly("epostadm: no", "  Try: epostadm exit-codes");
    }

    @Test
    void keepsTheStackOfOurFaultsForVerbose() {
        assertThat(report(new IllegalStateException("odd"), Language.EN, false)).isEqualTo(ExitCode.OUR_FAULT);
        assertThat(said()).contains("IllegalStateException: odd", "--verbose").doesNotContain("\tat ");
        report(new IllegalStateException("odd"), Language.JA, true);
        assertThat(said()).contains("想定外の問題が起きました", "\tat ");
    }

    @Test
    void staysSilentWhereTheReaderHasSeenEnough() {
        assertThat(report(new IOException("Broken pipe"), Language.EN, false)).isEqualTo(ExitCode.OK);
        assertThat(said()).isEmpty();
    }
}
