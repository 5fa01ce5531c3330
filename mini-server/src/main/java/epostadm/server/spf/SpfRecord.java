package epostadm.server.spf;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A domain's SPF record. RFC 7208 section 4.6.
///
/// @param directives in their order, which decides
/// @param redirect the domain whose record counts where no directive matches; without meaning beside `all`
public record SpfRecord(List<Directive> directives, Optional<String> redirect) {

    public SpfRecord {
        directives = List.copyOf(directives);
    }

    /// What is said of those whom the mechanism is about.
    public record Directive(Qualifier qualifier, SpfMechanism mechanism) {}

    public enum Qualifier {
        PASS,
        FAIL,
        SOFTFAIL,
        NEUTRAL
    }

    public sealed interface Reading {
        record Good(SpfRecord record) implements Reading {}

        /// Receivers take such a record for a permanent error, as a whole.
        ///
        /// @param term the first that is no term
        record Bad(String term) implements Reading {}
    }

    /// Whether a TXT record is meant for SPF at all: section 4.5.
    public static boolean isSpf(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.equals("v=spf1") || lower.startsWith("v=spf1 ");
    }

    /// @param text the strings of the TXT record put together without spaces (section 3.3)
    public static Reading parse(String text) {
        return isSpf(text) ? SpfParser.parse(text.substring("v=spf1".length())) : new Reading.Bad(text);
    }

    /// How many terms of this record itself count towards the ten of section 4.6.4.
    public int lookups() {
        long asking = directives.stream()
                .filter(directive -> directive.mechanism().asksDns())
                .count();
        return (int) asking + (redirectCounts() ? 1 : 0);
    }

    /// Whether `redirect` is followed where nothing matches: section 6.1.
    public boolean redirectCounts() {
        return redirect.isPresent()
                && directives.stream().noneMatch(directive -> directive.mechanism() instanceof SpfMechanism.All);
    }
}
