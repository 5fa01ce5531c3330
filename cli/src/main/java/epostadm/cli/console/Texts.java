package epostadm.cli.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;

/// One bundle of sentences in one language: `help` (what `--help` prints), `messages` (what a run prints) or
/// `findings` (what findings mean).
///
/// The bundles are read directly, in UTF-8, and not through `ResourceBundle.getBundle`: its search would fall back
/// to the machine's locale where `--lang` says otherwise, and costs more than all else that `--help` does.
public final class Texts {

    private final Map<String, String> texts;
    private final Language language;

    private Texts(Map<String, String> texts, Language language) {
        this.texts = texts;
        this.language = language;
    }

    public static Texts help(Language language) {
        return load("help", language);
    }

    public static Texts messages(Language language) {
        return load("messages", language);
    }

    /// What each kind of finding means, and its cure: read by whoever asks for it alone.
    public static Texts findings(Language language) {
        return load("findings", language);
    }

    private static Texts load(String bundle, Language language) {
        String suffix = language == Language.EN ? "" : "_" + language;
        String resource = "/epostadm/cli/" + bundle + suffix + ".properties";
        try (InputStream in = Texts.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its texts " + resource);
            }
            Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
            ResourceBundle read = new PropertyResourceBundle(reader);
            Map<String, String> texts = new HashMap<>();
            for (String key : read.keySet()) {
                texts.put(key, read.getString(key));
            }
            return new Texts(texts, language);
        } catch (IOException e) {
            throw new UncheckedIOException(resource + ": not readable", e);
        }
    }

    public Language language() {
        return language;
    }

    /// The sentence as it stands; a key without a sentence is a fault of the program.
    public String text(String key) {
        return find(key).orElseThrow(() -> new IllegalArgumentException("no text for " + key + " in " + language));
    }

    /// The sentence with `%1$s`, `%2$s` ... replaced.
    public String text(String key, Object... arguments) {
        return String.format(Locale.ROOT, text(key), arguments);
    }

    public Optional<String> find(String key) {
        return Optional.ofNullable(texts.get(key));
    }

    /// All texts under `prefix`, with the prefix taken off.
    public Map<String, String> under(String prefix) {
        Map<String, String> found = new HashMap<>();
        texts.forEach((key, text) -> {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), text);
            }
        });
        return found;
    }
}
