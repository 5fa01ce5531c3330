package epostadm.mailstore.stats;

import epostadm.mailstore.mail.DomainName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How much more there is than at the last look; less is below 0.
public record Growth(Instant since, long messages, long bytes) {

    /// Of a directory of the queue or of the logs; nothing where it was not looked at before.
    ///
    /// @param earlier oldest first
    public static Optional<Growth> of(List<StatsRun> earlier, PlaceUse place) {
        if (earlier.isEmpty()) {
            return Optional.empty();
        }
        StatsRun last = earlier.getLast();
        return last.place(place.name())
                .map(then -> new Growth(
                        last.at(),
                        place.files().count() - then.count(),
                        place.files().bytes() - then.bytes()));
    }

    /// Of the store, or of one domain; nothing at the first look.
    ///
    /// @param earlier oldest first
    public static Optional<Growth> of(List<StatsRun> earlier, StoreUse use, Optional<DomainName> domain) {
        if (earlier.isEmpty()) {
            return Optional.empty();
        }
        StatsRun last = earlier.getLast();
        long messages = use.mail().count() - last.mail(domain).count();
        return Optional.of(new Growth(
                last.at(), messages, use.mail().bytes() - last.mail(domain).bytes()));
    }
}
