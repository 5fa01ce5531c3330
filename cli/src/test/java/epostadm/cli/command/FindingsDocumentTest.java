package epostadm.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.cli.console.Language;
import epostadm.cli.console.Texts;
import epostadm.cli.console.Tokens;
import epostadm.fixtures.SampleStores;
import epostadm.mailstore.check.FindingKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// docs/findings.md and docs/findings.ja.md, which are made from the kinds of findings and their texts.
///
/// `-Ddocs=accept` writes them anew.
class FindingsDocumentTest {

    private static final Path DOCS =
            SampleStores.directory("cases").getParent().getParent().resolve("docs");
    private static final Pattern COMMAND = Pattern.compile("epostadm ([a-z-]+)( [a-z-]+)?");

    @ParameterizedTest
    @EnumSource
    void saysWhatTheProgramSays(Language language) throws IOException {
        Path file = DOCS.resolve(language == Language.EN ? "findings.md" : "findings.ja.md");
        String document = document(language);
        if (System.getProperty("docs", "").equals("accept")) {
            Files.writeString(file, document);
        }
        assertThat(file).hasContent(document);
    }

    @Test
    void hasTheSameTextsInBothLanguages() {
        assertThat(Texts.findings(Language.JA).under("").keySet())
                .isEqualTo(Texts.findings(Language.EN).under("").keySet());
    }

    @Test
    void hasNoTextsOfKindsThatAreNone() {
        Set<String> ids = Stream.of(FindingKind.values()).map(FindingKind::id).collect(Collectors.toSet());
        assertThat(Texts.findings(Language.EN).under("EP-").keySet())
                .allMatch(key -> ids.contains("EP-" + key.substring(0, key.indexOf('.'))))
                .hasSize(4 * ids.size());
    }

    /// But for those of commands that are still to come.
    @ParameterizedTest
    @EnumSource
    void namesCommandsThatThereAre(Language language) {
        Set<String> commands = Stream.of(CommandTable.values())
                .map(CommandTable::words)
                .collect(Collectors.toCollection(TreeSet::new));
        commands.addAll(Set.of("store repair", "dns check"));
        Set<String> entities =
                commands.stream().map(command -> command.split(" ")[0]).collect(Collectors.toSet());
        for (FindingKind kind : FindingKind.values()) {
            String cure = Texts.findings(language).text(kind.id() + ".cure");
            assertThat(COMMAND.matcher(cure)
                            .results()
                            .filter(named -> entities.contains(named.group(1)))
                            .map(named -> named.group().substring("epostadm ".length())))
                    .as(kind.id())
                    .allMatch(commands::contains);
        }
    }

    private static String document(Language language) {
        Texts texts = Texts.findings(language);
        Texts messages = Texts.messages(language);
        StringBuilder document = new StringBuilder(language == Language.EN ? """
                        # Findings

                        What `epostadm store inspect` may find, by id. An id never changes its meaning. Errors do harm now or soon, or cannot
                        be read; warnings work today, and somebody should look at them; notes are normal states that are worth knowing.
                        `epostadm store explain ID` prints one entry; `--only`, `--skip` and `--min-severity` choose among them.
                        日本語: [findings.ja.md](findings.ja.md)

                        This page is made from the program's texts by `FindingsDocumentTest` (`-Ddocs=accept`).
                        """ : """
                        # 指摘の一覧

                        `epostadm store inspect` の指摘を ID 順に説明します。ID の意味は変わりません。「エラー」は現に支障があるもの、まもなく支障が出るもの、
                        読めないもの、「警告」は今は動いていても確認が必要なもの、「補足」は知っておくとよい正常な状態です。
                        `epostadm store explain ID` で 1 件を表示します。`--only`、`--skip`、`--min-severity` で絞り込めます。
                        English: [findings.md](findings.md)

                        このページは `FindingsDocumentTest`（`-Ddocs=accept`）がプログラムの文言から作ります。
                        """);
        String family = "";
        for (FindingKind kind : FindingKind.values()) {
            if (!kind.family().equals(family)) {
                family = kind.family();
                document.append("\n## %s: %s\n".formatted(family, texts.text("family." + family)));
            }
            document.append("""

                    ### %s: %s

                    **%s.** %s

                    * %s: %s
                    * %s: %s
                    """.formatted(
                            kind.id(),
                            markdown(texts.text(kind.id() + ".title")),
                            messages.text("severity." + Tokens.of(kind.severity())),
                            markdown(texts.text(kind.id() + ".means")),
                            messages.text("fact.seen"),
                            markdown(texts.text(kind.id() + ".seen")),
                            messages.text("fact.cure"),
                            markdown(texts.text(kind.id() + ".cure"))));
        }
        return document.toString();
    }

    /// As it stands, whatever Markdown takes for marks.
    private static String markdown(String text) {
        return text.replaceAll("([\\\\*<>|#$~])", "\\\\$1");
    }
}
