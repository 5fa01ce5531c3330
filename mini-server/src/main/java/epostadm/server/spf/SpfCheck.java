package epostadm.server.spf;

import epostadm.server.spf.SpfVerdict.Result;
import java.io.IOException;
import java.io.Serial;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Whether a domain lets a client send in its name: `check_host` of RFC 7208 section 4. For one client, once.
public final class SpfCheck {

    private static final int MOST_LOOKUPS = 10;
    private static final int MOST_VOIDS = 2;
    private static final int MOST_EXCHANGERS = 10;

    private final SpfDns dns;
    private final InetAddress client;
    private final Deque<String> within = new ArrayDeque<>();
    private int lookups;
    private int voids;
    private String decisive = "";

    private SpfCheck(SpfDns dns, InetAddress client) {
        this.dns = dns;
        this.client = client;
    }

    public static SpfVerdict of(String domain, InetAddress client, SpfDns dns) {
        SpfCheck check = new SpfCheck(dns, client);
        Result result;
        try {
            result = check.domain(domain);
        } catch (EndedException e) {
            result = e.result;
            check.decisive = e.getMessage();
        } catch (IOException e) {
            result = Result.TEMPERROR;
            check.decisive = String.valueOf(e.getMessage());
        }
        return new SpfVerdict(result, check.lookups, check.voids, check.decisive);
    }

    private Result domain(String domain) throws IOException, EndedException {
        String name = domain.toLowerCase(Locale.ROOT);
        if (within.contains(name)) {
            throw new EndedException(Result.PERMERROR, domain);
        }
        List<String> records = counted(dns.texts(domain), domain).stream()
                .filter(SpfRecord::isSpf)
                .toList();
        if (records.size() != 1) {
            decisive = domain;
            return records.isEmpty() ? Result.NONE : Result.PERMERROR;
        }
        within.push(name);
        Result result = switch (SpfRecord.parse(records.getFirst())) {
            case SpfRecord.Reading.Bad(String term) -> throw new EndedException(Result.PERMERROR, term);
            case SpfRecord.Reading.Good(SpfRecord spf) -> record(spf, domain);
        };
        within.pop();
        return result;
    }

    private Result record(SpfRecord spf, String domain) throws IOException, EndedException {
        for (SpfRecord.Directive directive : spf.directives()) {
            if (matches(directive.mechanism(), domain)) {
                decisive = domain + ": " + directive.mechanism().term();
                return switch (directive.qualifier()) {
                    case PASS -> Result.PASS;
                    case FAIL -> Result.FAIL;
                    case SOFTFAIL -> Result.SOFTFAIL;
                    case NEUTRAL -> Result.NEUTRAL;
                };
            }
        }
        if (!spf.redirectCounts()) {
            decisive = domain;
            return Result.NEUTRAL;
        }
        String target = spf.redirect().orElseThrow();
        count(target);
        Result result = domain(plain(target));
        // Section 6.1: a redirect to nowhere is the record's mistake.
        return result == Result.NONE ? Result.PERMERROR : result;
    }

    private boolean matches(SpfMechanism mechanism, String domain) throws IOException, EndedException {
        if (mechanism.asksDns()) {
            count(domain + ": " + mechanism.term());
        }
        return switch (mechanism) {
            case SpfMechanism.All _ -> true;
            case SpfMechanism.Ip4 ip4 -> ip4.holds(client);
            case SpfMechanism.Ip6 ip6 -> ip6.holds(client);
            case SpfMechanism.Ptr _ -> throw new EndedException(Result.UNDECIDED, domain + ": ptr");
            case SpfMechanism.Include(String target) -> includes(target);
            case SpfMechanism.Exists(String target) ->
                !counted(dns.addresses(plain(target), false), target).isEmpty();
            case SpfMechanism.A a -> held(named(a.domain(), domain), a.prefix4(), a.prefix6());
            case SpfMechanism.Mx mx -> exchanger(mx, named(mx.domain(), domain));
        };
    }

    /// Section 5.2.
    private boolean includes(String target) throws IOException, EndedException {
        return switch (domain(plain(target))) {
            case PASS -> true;
            case FAIL, SOFTFAIL, NEUTRAL -> false;
            case NONE, PERMERROR -> throw new EndedException(Result.PERMERROR, target);
            case TEMPERROR -> throw new EndedException(Result.TEMPERROR, target);
            case UNDECIDED -> throw new EndedException(Result.UNDECIDED, target);
        };
    }

    private boolean exchanger(SpfMechanism.Mx mx, String domain) throws IOException, EndedException {
        List<String> hosts = counted(dns.exchangers(domain), domain);
        if (hosts.size() > MOST_EXCHANGERS) {
            throw new EndedException(Result.PERMERROR, domain);
        }
        for (String host : hosts) {
            if (held(host, mx.prefix4(), mx.prefix6())) {
                return true;
            }
        }
        return false;
    }

    private boolean held(String host, int prefix4, int prefix6) throws IOException, EndedException {
        boolean ipv6 = client instanceof Inet6Address;
        return counted(dns.addresses(host, ipv6), host).stream()
                .anyMatch(address -> ipv6
                        ? new SpfMechanism.Ip6(address, prefix6).holds(client)
                        : new SpfMechanism.Ip4(address, prefix4).holds(client));
    }

    private static String named(Optional<String> written, String domain) throws EndedException {
        return written.isPresent() ? plain(written.get()) : domain;
    }

    private static String plain(String domain) throws EndedException {
        if (domain.indexOf('%') >= 0) {
            throw new EndedException(Result.UNDECIDED, domain);
        }
        return domain;
    }

    private void count(String term) throws EndedException {
        if (++lookups > MOST_LOOKUPS) {
            throw new EndedException(Result.PERMERROR, term);
        }
    }

    /// The record of the domain itself is asked for by no term.
    private <T> List<T> counted(List<T> found, String name) throws EndedException {
        if (found.isEmpty() && lookups > 0 && ++voids > MOST_VOIDS) {
            throw new EndedException(Result.PERMERROR, name);
        }
        return found;
    }

    /// The check ends here, whatever else the records say.
    private static final class EndedException extends Exception {

        @Serial
        private static final long serialVersionUID = 1L;

        private final Result result;

        EndedException(Result result, String why) {
            super(why);
            this.result = result;
        }
    }
}
