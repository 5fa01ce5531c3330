package epostadm.mailstore.stats;

import epostadm.mailstore.check.Amount;
import epostadm.mailstore.mail.DomainName;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What an earlier look at the whole store found: sums by domain, of what was put aside, and of queue and logs.
///
/// `places` has domains by name, [#NO_DOMAIN], [#ASIDE], and directories of the server behind [#SERVER].
public record StatsRun(Instant at, SortedMap<String, Amount> places) {

    static final String NO_DOMAIN = "-";
    static final String ASIDE = "~";
    static final String SERVER = "/";

    public StatsRun {
        places = Collections.unmodifiableSortedMap(new TreeMap<>(places));
    }

    public static StatsRun of(StoreUse use, Instant at) {
        SortedMap<String, Amount> places = new TreeMap<>();
        use.domains()
                .forEach((domain, amount) ->
                        places.put(domain.map(DomainName::text).orElse(NO_DOMAIN), amount));
        places.put(ASIDE, use.putAside().plus(use.quarantine()));
        use.places().forEach(place -> places.put(SERVER + place.name(), place.files()));
        return new StatsRun(at, places);
    }

    /// The mail of the store, or of one domain.
    public Amount mail(Optional<DomainName> domain) {
        return places.entrySet().stream()
                .filter(place ->
                        !place.getKey().equals(ASIDE) && !place.getKey().startsWith(SERVER))
                .filter(place -> domain.isEmpty() || domain.get().text().equals(place.getKey()))
                .map(Map.Entry::getValue)
                .reduce(Amount.NONE, Amount::plus);
    }

    /// What a directory of the queue or of the logs held, if it was there and looked at.
    public Optional<Amount> place(String name) {
        return Optional.ofNullable(places.get(SERVER + name));
    }

    /// What was put aside or is in quarantine.
    public Amount aside() {
        return places.getOrDefault(ASIDE, Amount.NONE);
    }
}
