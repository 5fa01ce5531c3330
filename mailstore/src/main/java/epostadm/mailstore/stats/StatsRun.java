package epostadm.mailstore.stats;

import epostadm.mailstore.check.Amount;
import epostadm.mailstore.mail.DomainName;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What an earlier look at the whole store found: sums by domain, and of what was put aside.
///
/// `places` has domains by name, [#NO_DOMAIN] and [#ASIDE].
public record StatsRun(Instant at, SortedMap<String, Amount> places) {

    static final String NO_DOMAIN = "-";
    static final String ASIDE = "~";

    public StatsRun {
        places = Collections.unmodifiableSortedMap(new TreeMap<>(places));
    }

    public static StatsRun of(StoreUse use, Instant at) {
        SortedMap<String, Amount> places = new TreeMap<>();
        use.domains()
                .forEach((domain, amount) ->
                        places.put(domain.map(DomainName::text).orElse(NO_DOMAIN), amount));
        places.put(ASIDE, use.putAside().plus(use.quarantine()));
        return new StatsRun(at, places);
    }

    /// The mail of the store, or of one domain.
    public Amount mail(Optional<DomainName> domain) {
        return places.entrySet().stream()
                .filter(place -> !place.getKey().equals(ASIDE))
                .filter(place -> domain.isEmpty() || domain.get().text().equals(place.getKey()))
                .map(Map.Entry::getValue)
                .reduce(Amount.NONE, Amount::plus);
    }

    /// What was put aside or is in quarantine.
    public Amount aside() {
        return places.getOrDefault(ASIDE, Amount.NONE);
    }
}
