package epostadm.cli.console;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The language of everything that a person reads; JSON and CSV keys are the same in both.
public enum Language {
    EN,
    JA;

    /// The language that a `--lang` value or a setting names.
    public static Optional<Language> named(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "en" -> Optional.of(EN);
            case "ja" -> Optional.of(JA);
            default -> Optional.empty();
        };
    }

    /// The language that the environment asks for: EPOSTADM_LANG, then the locale variables in POSIX's order, then
    /// `fallback`.
    ///
    /// The first variable that is set decides, also where it names neither language: `LC_ALL=C` means English.
    public static Language of(Map<String, String> environment, Locale fallback) {
        Optional<Language> own = named(environment.getOrDefault("EPOSTADM_LANG", ""));
        return own.orElseGet(() -> Stream.of("LC_ALL", "LC_MESSAGES", "LANG")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .map(Language::ofLocale)
                .orElseGet(() -> ofLocale(fallback.getLanguage())));
    }

    private static Language ofLocale(String locale) {
        return locale.startsWith("ja") ? JA : EN;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
