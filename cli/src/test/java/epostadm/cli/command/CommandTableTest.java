package epostadm.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.cli.Run;
import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Language;
import epostadm.cli.console.Texts;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/// Every row of the table keeps the promises that the help makes, in both languages.
class CommandTableTest {

    static Stream<Arguments> rows() {
        return Arrays.stream(CommandTable.values())
                .flatMap(row -> Stream.of(Language.EN, Language.JA).map(language -> Arguments.of(row, language)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("rows")
    void describesTheCommandAndAllItsOptions(CommandTable row, Language language) {
        CommandModel model = new CommandModel(row.create(), row);
        model.helpText(Texts.help(language));
        CommandSpec spec = model.commandLine().getCommandSpec();
        assertThat(spec.usageMessage().description()).as("usage.description").isNotEmpty();
        for (ArgSpec argument : spec.args()) {
            assertThat(argument.description())
                    .as(row.words() + " " + argument.paramLabel() + " " + argument)
                    .isNotEmpty();
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("rows")
    void endsItsHelpWithExitCodesAndExamples(CommandTable row, Language language) {
        Run run = Run.of(row.words() + " --help --lang " + language);
        assertThat(run.status()).isZero();
        String help = run.out();
        Texts texts = Texts.help(language);
        int codes = help.indexOf(texts.text("common.usage.exitCodeListHeading").replace("%n", ""));
        int examples = help.indexOf(texts.text("common.usage.footerHeading").replace("%n", ""));
        assertThat(codes).isPositive().isLessThan(examples);
        for (ExitCode code : row.exitCodes()) {
            assertThat(help.substring(codes, examples)).contains("%3d   ".formatted(code.number()));
        }
        assertThat(help.substring(examples)).contains("epostadm " + row.words());
        assertThat(help).doesNotContain("[OPTIONS]");
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("rows")
    void isListedWithASummary(CommandTable row, Language language) {
        String list = row.wordCount() == 1 ? "--help" : row.entity() + " --help";
        assertThat(Run.of("--lang " + language + " " + list).out())
                .contains(Texts.help(language).text(row.key() + ".summary"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void offersTheOptionsOfItsAccess(CommandTable row, Language language) {
        CommandModel model = new CommandModel(row.create(), row);
        List<String> options = model.commandLine().getCommandSpec().options().stream()
                .map(OptionSpec::longestName)
                .toList();
        assertThat(options).contains("--output", "--quiet", "--verbose", "--lang", "--help");
        assertThat(options.contains("--store")).isEqualTo(row.access().opensStore());
        assertThat(options.contains("--dry-run")).isEqualTo(row.access().changes());
    }

    @ParameterizedTest
    @EnumSource(CommandTable.class)
    void acceptsTheValuesThatItsHelpNames(CommandTable row) {
        CommandLine line = new CommandModel(row.create(), row).commandLine();
        for (OptionSpec option : line.getCommandSpec().options()) {
            if (option.paramLabel().contains("|")) {
                for (String value : option.paramLabel().split("\\|")) {
                    assertThat(parsed(line, option.longestName(), value))
                            .as(row.words() + " " + option.longestName() + " " + value)
                            .isTrue();
                }
            }
        }
    }

    private static boolean parsed(CommandLine line, String option, String value) {
        try {
            line.parseArgs(option, value);
            return true;
        } catch (MissingParameterException e) {
            // Of something else that the command needs; the value was taken.
            return true;
        } catch (ParameterException e) {
            return false;
        }
    }

    @Test
    void saysWhatMayStandInTheArgumentsPlace() {
        assertThat(Run.of("inbox reset-uid --help").out())
                .startsWith("Usage: epostadm inbox reset-uid [options] (NAME | --all)\n");
        assertThat(Run.of("accounts retire --help").out())
                .startsWith(
                        "Usage: epostadm accounts retire [options] (NAME... | --from FILE | --missing-from IMPORTFILE)\n");
    }

    @Test
    void namesEachCommandOnce() {
        assertThat(Arrays.stream(CommandTable.values()).map(CommandTable::words))
                .doesNotHaveDuplicates();
    }
}
