package epostadm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.cli.console.Language;
import epostadm.cli.console.Texts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Both languages hold the same texts with the same placeholders.
class TextsTest {

    private static final Pattern PLACEHOLDER = Pattern.compile("%(\\d+\\$[-0-9,.]*[a-z]|[^%])");

    @Test
    void holdsTheSameKeysInBothLanguages() {
        assertThat(texts("help", Language.JA).keySet())
                .isEqualTo(texts("help", Language.EN).keySet());
        assertThat(texts("messages", Language.JA).keySet())
                .isEqualTo(texts("messages", Language.EN).keySet());
    }

    @Test
    void holdsTheSamePlaceholdersInBothLanguages() {
        assertThat(placeholders(texts("messages", Language.JA)))
                .isEqualTo(placeholders(texts("messages", Language.EN)));
        assertThat(placeholders(texts("help", Language.JA))).isEqualTo(placeholders(texts("help", Language.EN)));
    }

    @Test
    void numbersItsPlaceholders() {
        placeholders(texts("messages", Language.EN))
                .forEach((key, placeholders) -> assertThat(placeholders)
                        .as(key)
                        .allMatch(placeholder -> placeholder.matches("%\\d\\$(s|d|02d)"), "is numbered"));
    }

    private static Map<String, String> texts(String bundle, Language language) {
        Texts texts = bundle.equals("help") ? Texts.help(language) : Texts.messages(language);
        return new TreeMap<>(texts.under(""));
    }

    private static Map<String, TreeSet<String>> placeholders(Map<String, String> texts) {
        Map<String, TreeSet<String>> found = new TreeMap<>();
        texts.forEach((key, text) -> {
            List<String> all = PLACEHOLDER
                    .matcher(text.replace("%%", ""))
                    .results()
                    .map(MatchResult::group)
                    .filter(group -> !group.equals("%n"))
                    .toList();
            found.put(key, new TreeSet<>(all));
        });
        return found;
    }
}
