package epostadm.server.login;

import epostadm.server.wire.ClientNetwork;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/// Slows down and locks out who guesses passwords: per address (IPv6 by /64) and per account, known or not. Safe
/// for many threads; remembers a bounded number of both, those seen last.
///
/// The same wrong password over and over counts once: it is a mail program that was not told of a change. An
/// account that is locked out still lets in addresses from which it logged in before. Trusted addresses are neither
/// counted nor locked out. The vendor's count files `[<ip>].smtp` are neither read nor written.
public final class Throttle {

    /// @param perAddress failures within `lockOut` after which an address is locked out
    /// @param perAccount the same for an account, whatever the address
    /// @param firstPause how long the answer to a failure takes; doubles with further failures of the address
    public record Rules(int perAddress, int perAccount, Duration lockOut, Duration firstPause, Duration longestPause) {

        public static final Rules DEFAULT =
                new Rules(20, 100, Duration.ofMinutes(15), Duration.ofSeconds(1), Duration.ofSeconds(8));
    }

    private static final int MOST = 50_000;
    private static final Duration TRUSTED_PAUSE = Duration.ofMillis(100);

    private final Rules rules;
    private final InstantSource clock;
    private final Predicate<InetAddress> trusted;
    private final Map<String, Tally> addresses = bounded();
    private final Map<String, Tally> accounts = bounded();

    /// @param trusted for instance loopback, from which a web mailer logs in everybody
    public Throttle(Rules rules, InstantSource clock, Predicate<InetAddress> trusted) {
        this.rules = rules;
        this.clock = clock;
        this.trusted = trusted;
    }

    public synchronized boolean lockedOut(InetAddress address) {
        Tally tally = addresses.get(network(address));
        return tally != null && !trusted.test(address) && tally.locked(clock.instant());
    }

    /// Whether that account may not log in from that address at the moment.
    synchronized boolean lockedOut(InetAddress address, String account) {
        if (trusted.test(address)) {
            return false;
        }
        Tally tally = accounts.get(account);
        boolean locked = tally != null && tally.locked(clock.instant()) && !tally.knows(network(address));
        return locked || lockedOut(address);
    }

    /// How long a refusal from there takes at this moment.
    synchronized Duration pause(InetAddress address) {
        if (trusted.test(address)) {
            return TRUSTED_PAUSE;
        }
        Tally tally = addresses.get(network(address));
        int failures = tally == null ? 0 : tally.failures(clock.instant(), rules.lockOut());
        Duration pause = rules.firstPause().multipliedBy(1L << Math.min(failures / 2, 10));
        return pause.compareTo(rules.longestPause()) > 0 ? rules.longestPause() : pause;
    }

    /// @param fingerprint tells the same wrong password again; empty where it was not seen
    synchronized void failed(InetAddress address, String account, String fingerprint) {
        if (trusted.test(address)) {
            return;
        }
        addresses
                .computeIfAbsent(network(address), _ -> new Tally(rules.perAddress()))
                .fail(fingerprint, clock.instant(), rules.lockOut());
        accounts.computeIfAbsent(account, _ -> new Tally(rules.perAccount()))
                .fail(fingerprint, clock.instant(), rules.lockOut());
    }

    /// The address's failures stay: whoever guesses may have an account of his own.
    synchronized void succeeded(InetAddress address, String account) {
        if (!trusted.test(address)) {
            accounts.computeIfAbsent(account, _ -> new Tally(rules.perAccount()))
                    .know(network(address));
        }
    }

    private static String network(InetAddress address) {
        return ClientNetwork.of(address).text();
    }

    private static Map<String, Tally> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Tally> eldest) {
                return size() > MOST;
            }
        };
    }
}
