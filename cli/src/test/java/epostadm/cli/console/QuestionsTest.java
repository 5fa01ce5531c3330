package epostadm.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionsTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Questions questions(byte[] typed, Set<Terminal.Stream> terminals) {
        Terminal terminal = Terminal.attended(
                Map.of(), new ByteArrayInputStream(typed), OutputStream.nullOutputStream(), err, terminals);
        return new Questions(terminal, Texts.messages(Language.EN));
    }

    private Questions attended(String typed) {
        return questions(typed.getBytes(StandardCharsets.UTF_8), EnumSet.allOf(Terminal.Stream.class));
    }

    private Questions piped(String typed) {
        return questions(typed.getBytes(StandardCharsets.UTF_8), EnumSet.noneOf(Terminal.Stream.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"y\n", "Y\r\n", "yes", " YES \n", "はい\n"})
    void goesOnAfterAYes(String typed) throws Exception {
        attended(typed).confirm("Remove it?");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("Remove it? [y/N] ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"n\n", "\n", "", "yess\n", "はいいえ\n"})
    void endsAfterAnythingElse(String typed) {
        assertThatThrownBy(() -> attended(typed).confirm("Remove it?"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ExitCode.INTERRUPTED));
    }

    @Test
    void neverWaitsWithoutATerminal() {
        assertThatThrownBy(() -> piped("y\n").confirm("Remove it?"))
                .hasMessageContaining("--yes")
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ExitCode.USAGE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pässword", "pässword\n", "pässword\r\nmore\n"})
    void takesTheFirstLineAsPassword(String typed) throws Exception {
        assertThat(piped(typed).passwordFromInput()).isEqualTo("pässword".toCharArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n"})
    void refusesAnEmptyPassword(String typed) {
        assertThatThrownBy(() -> piped(typed).passwordFromInput()).hasMessageContaining("empty");
    }

    @Test
    void refusesAPasswordInAnotherEncodingOrWithoutEnd() {
        byte[] sjis = "パス".getBytes(Charset.forName("windows-31j"));
        assertThatThrownBy(() -> questions(sjis, Set.of()).passwordFromInput()).hasMessageContaining("UTF-8");
        assertThatThrownBy(() -> piped("x".repeat(5_000)).passwordFromInput()).hasMessageContaining("4096");
    }

    @Test
    void refusesToAskForAPasswordWithoutATerminal() {
        assertThatThrownBy(() -> piped("").passwordFromTerminal()).hasMessageContaining("--password-stdin");
    }
}
