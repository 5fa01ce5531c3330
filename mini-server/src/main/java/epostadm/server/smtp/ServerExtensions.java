package epostadm.server.smtp;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What another server offers in its reply to EHLO. RFC 5321 section 4.1.1.1.
public record ServerExtensions(Map<String, List<String>> keywords) {

    /// What a server offers that knows only HELO.
    public static final ServerExtensions NONE = new ServerExtensions(Map.of());

    public ServerExtensions {
        keywords = Map.copyOf(keywords);
    }

    /// The first line is the greeting.
    public static ServerExtensions of(SmtpReply ehlo) {
        Map<String, List<String>> keywords = new HashMap<>();
        for (String line : ehlo.lines().subList(1, ehlo.lines().size())) {
            List<String> words =
                    Arrays.asList(line.strip().toUpperCase(Locale.ROOT).split("[ =]+"));
            keywords.putIfAbsent(words.getFirst(), words.subList(1, words.size()));
        }
        return new ServerExtensions(keywords);
    }

    public boolean offers(String keyword) {
        return keywords.containsKey(keyword);
    }

    /// The largest message it takes; nothing where it does not say (RFC 1870 section 4).
    public OptionalLong size() {
        String number =
                keywords.getOrDefault("SIZE", List.of()).stream().findFirst().orElse("");
        return number.matches("[1-9]\\d{0,17}") ? OptionalLong.of(Long.parseLong(number)) : OptionalLong.empty();
    }

    public boolean authenticatesBy(String mechanism) {
        return Optional.ofNullable(keywords.get("AUTH"))
                .filter(mechanisms -> mechanisms.contains(mechanism))
                .isPresent();
    }
}
