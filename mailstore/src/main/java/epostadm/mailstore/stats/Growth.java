package epostadm.mailstore.stats;

import epostadm.mailstore.mail.DomainName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How much more there is than at the last look; less is below 0.
public record Growth(Instant since, long messages, long bytes) {

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
