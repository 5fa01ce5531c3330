package epostadm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EpostadmTest {

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "help", "--lang en --help", "--help --lang en", "help --lang=en"})
    void listsItsCommandsOnStandardOutput(String line) {
        Run run = Run.of(line);
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("Usage: epostadm ENTITY ACTION", "exit-codes", "Exit codes:", "Examples:");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void showsHelpOnStandardErrorWhereNoCommandIsNamed() {
        Run run = Run.of("");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("Usage: epostadm ENTITY ACTION");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit-codes --help", "help exit-codes", "exit-codes -h"})
    void showsACommandsHelp(String line) {
        Run run = Run.of(line);
        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("Usage: epostadm exit-codes [options]").contains("Exit codes:", "Examples:");
    }

    @Test
    void tellsItsVersion() {
        assertThat(Run.of("--version").out()).startsWith("epostadm ");
    }

    @ParameterizedTest
    @CsvSource({
        "exit-code, 'exit-code: no such command; did you mean: exit-codes?'",
        "exti-codes, 'exti-codes: no such command; did you mean: exit-codes?'",
        "zzzz, zzzz: no such command",
        "--output json, --output: options stand after the command",
        "exit-codes --ouput json, '--ouput: no such option; did you mean: --output?'",
        "exit-codes --zzzzzz, --zzzzzz: no such option",
        "exit-codes extra, extra: one argument too many",
        "exit-codes --output, '--output: a value must follow: text|json|csv|html'",
        "exit-codes --output xml, '--output: xml is not accepted; expected: text, json, csv, html'",
        "exit-codes --lang fr, '--lang: fr is not accepted; expected: en, ja'",
        "exit-codes --output csv --output json, --output: given twice; once is allowed"
    })
    void refusesWrongUsageInOneLineAndSaysWhatToTry(String line, String expected) {
        Run run = Run.of(line);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).hasSize(2).first().isEqualTo("epostadm: " + expected);
        assertThat(run.err().lines().toList().getLast())
                .startsWith("  Try: epostadm")
                .endsWith("--help");
    }

    @Test
    void refusesInJapanese() {
        Run run = Run.in(Map.of(), "exit-codes --lang ja --output xml");
        assertThat(run.err()).contains("--output: xml は指定できません。指定できる値: text, json, csv, html");
    }

    @Test
    void writesTheSameFactsAsTextJsonAndCsv() {
        assertThat(Run.of("exit-codes").out())
                .startsWith("Code  Meaning\n   0  done; nothing to report\n")
                .contains("\n 130  interrupted; nothing was changed\n");
        assertThat(Run.of("exit-codes --output json").out())
                .startsWith("{\n  \"exitCodes\":[\n    {\"code\":0,\"meaning\":\"done; nothing to report\"},\n")
                .endsWith("}\n");
        assertThat(Run.of("exit-codes -o csv").out()).startsWith("code,meaning\n0,done; nothing to report\n");
    }

    @ParameterizedTest
    @CsvSource({
        "EPOSTADM_LANG, ja, true",
        "LANG, ja_JP.UTF-8, true",
        "LC_ALL, ja_JP.eucJP, true",
        "LC_MESSAGES, en_US.UTF-8, false",
        "LANG, C, false"
    })
    void speaksTheLanguageOfItsSurroundings(String variable, String value, boolean japanese) {
        String out = Run.in(Map.of(variable, value), "exit-codes").out();
        assertThat(out.startsWith("コード  意味")).isEqualTo(japanese);
    }

    @Test
    void letsTheFirstLocaleVariableDecide() {
        Map<String, String> environment = Map.of("LC_ALL", "C", "LANG", "ja_JP.UTF-8");
        assertThat(Run.in(environment, "exit-codes").out()).startsWith("Code");
    }
}
