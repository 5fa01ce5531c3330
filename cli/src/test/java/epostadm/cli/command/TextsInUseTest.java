package epostadm.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Language;
import epostadm.cli.console.Texts;
import epostadm.fixtures.SampleStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// No text is left in the bundles that nothing prints any more.
class TextsInUseTest {

    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");
    private static final Pattern CONSTANT = Pattern.compile("\\b[A-Z][A-Z0-9_]+\\b");
    private static final Path PROJECT =
            SampleStores.directory("messages").getParent().getParent();

    /// What the program's sources say: their string literals, and their constants as tokens.
    private static Set<String> words() throws IOException {
        Set<String> words = new HashSet<>();
        for (String module : List.of("cli", "mailstore", "mini-server")) {
            try (Stream<Path> files = Files.walk(PROJECT.resolve(module).resolve("src/main/java"))) {
                for (Path file :
                        files.filter(one -> one.toString().endsWith(".java")).toList()) {
                    String source = Files.readString(file);
                    LITERAL.matcher(source).results().forEach(literal -> words.add(literal.group(1)));
                    CONSTANT.matcher(source)
                            .results()
                            .map(constant ->
                                    constant.group().toLowerCase(Locale.ROOT).replace('_', '-'))
                            .forEach(words::add);
                }
            }
        }
        return words;
    }

    /// Under its whole key, or composed of a beginning and a rest that both stand in the sources.
    private static boolean used(String key, Set<String> words) {
        if (words.contains(key)) {
            return true;
        }
        for (int end = 1; end < key.length(); end++) {
            char last = key.charAt(end - 1);
            boolean joint = last == '.' || last == '-';
            boolean beginning = words.contains(key.substring(0, end))
                    // A prefix may be handed on without its dot.
                    || last == '.' && words.contains(key.substring(0, end - 1));
            if (joint && beginning && words.contains(key.substring(end))) {
                return true;
            }
        }
        return false;
    }

    @Test
    void printsEveryMessage() throws IOException {
        Set<String> words = words();
        assertThat(Texts.messages(Language.EN).under("").keySet().stream()
                        .filter(key -> !key.startsWith("accepted."))
                        .filter(key -> !used(key, words))
                        .sorted())
                .isEmpty();
    }

    @Test
    void printsEveryTextOfTheHelp() throws IOException {
        Set<String> left = new TreeSet<>(Texts.help(Language.EN).under("").keySet());
        left.removeAll(words());
        for (ExitCode code : ExitCode.values()) {
            left.remove("exit." + code.number());
        }
        for (CommandTable row : CommandTable.values()) {
            left.remove(row.entity() + ".summary");
            Stream.of("summary", "usage.description", "examples").forEach(name -> left.remove(row.key() + "." + name));
            CommandSpec spec = new CommandModel(row.create(), row).commandLine().getCommandSpec();
            for (OptionSpec option : spec.options()) {
                String name = option.longestName().replaceFirst("^-+", "");
                if (!left.remove(row.key() + "." + name)) {
                    left.remove("common." + name);
                }
            }
            for (PositionalParamSpec argument : spec.positionalParameters()) {
                String place = argument.paramLabel() + "[" + argument.index() + "]";
                left.remove(row.key() + "." + place);
            }
        }
        List<String> headings =
                Arrays.asList("synopsis", "description", "parameterList", "optionList", "exitCodeList", "footer");
        headings.forEach(heading -> left.remove("common.usage." + heading + "Heading"));
        assertThat(left).isEmpty();
    }
}
