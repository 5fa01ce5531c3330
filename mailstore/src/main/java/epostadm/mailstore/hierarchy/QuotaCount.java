package epostadm.mailstore.hierarchy;

import epostadm.mailstore.store.Account;
import epostadm.mailstore.store.Mailbox;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;

/// How much a mailbox holds: counted by a walk, and believed for five seconds, or longer where counting took long.
/// For many threads, of which one counts.
final class QuotaCount {

    private static final Duration BELIEVED = Duration.ofSeconds(5);
    private static final int TIMES_AS_LONG = 20;

    private final Mailbox mailbox;
    private final InstantSource clock;
    private Optional<Mailbox.Use> use = Optional.empty();
    private Instant until = Instant.MIN;

    QuotaCount(Mailbox mailbox, InstantSource clock) {
        this.mailbox = mailbox;
        this.clock = clock;
    }

    /// @param accounts whose mailbox it is
    AccountFolders.Quota count(Collection<Account> accounts) throws IOException {
        Mailbox.Use now = use();
        Optional<Long> own = mailbox.sizeLimit();
        Optional<Long> limit = own.isPresent()
                ? own
                : accounts.stream()
                        .map(account -> account.entry().sizeLimit())
                        .filter(bytes -> bytes > 0)
                        .findFirst();
        return new AccountFolders.Quota(now.bytes(), now.messages(), limit);
    }

    private synchronized Mailbox.Use use() throws IOException {
        Instant start = clock.instant();
        if (use.isEmpty() || !start.isBefore(until)) {
            use = Optional.of(mailbox.use());
            Instant end = clock.instant();
            Duration longer = Duration.between(start, end).multipliedBy(TIMES_AS_LONG);
            until = end.plus(longer.compareTo(BELIEVED) > 0 ? longer : BELIEVED);
        }
        return use.get();
    }
}
