package epostadm.server.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Cache;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/// What DNS says about where mail goes: RFC 5321 section 5.1, RFC 7505. Answers are kept as long as they say.
final class MailExchangers {

    /// A server and how much others are preferred to it.
    record Exchanger(String host, int preference) {}

    sealed interface Found {
        /// The best first, those of the same preference in any order.
        record Some(List<Exchanger> exchangers) implements Found {}

        record NullMx() implements Found {}

        record NoDomain(String why) implements Found {}

        record NoAnswer(String why) implements Found {}
    }

    private static final String[] SYSTEMS = {};

    private final Resolver resolver;
    private final Cache cache = new Cache(DClass.IN);
    private final RandomGenerator random;

    MailExchangers(List<InetSocketAddress> servers, Duration timeOut, RandomGenerator random)
            throws UnknownHostException {
        this.resolver = servers.isEmpty() ? new ExtendedResolver(SYSTEMS) : new ExtendedResolver(resolvers(servers));
        this.resolver.setTimeout(timeOut);
        this.random = random;
    }

    private static List<Resolver> resolvers(List<InetSocketAddress> servers) {
        return servers.stream()
                .map(server -> (Resolver) new SimpleResolver(server))
                .toList();
    }

    Found find(String domain) {
        Lookup lookup;
        try {
            lookup = run(domain, Type.MX);
        } catch (TextParseException e) {
            return new Found.NoDomain("no domain name: " + domain);
        }
        return switch (lookup.getResult()) {
            case Lookup.SUCCESSFUL -> sorted(lookup.getAnswers());
            // No MX: the domain itself is the host (RFC 5321 section 5.1).
            case Lookup.TYPE_NOT_FOUND -> new Found.Some(List.of(new Exchanger(domain, 0)));
            case Lookup.HOST_NOT_FOUND -> new Found.NoDomain("Host not found: " + domain);
            default -> new Found.NoAnswer("DNS: " + domain + ": " + lookup.getErrorString());
        };
    }

    private Found sorted(Record[] records) {
        record Drawn(Exchanger exchanger, int lot) {}
        List<Drawn> drawn = new ArrayList<>();
        for (Record found : records) {
            if (found instanceof MXRecord mx) {
                String host = mx.getTarget().toString(true).toLowerCase(Locale.ROOT);
                drawn.add(new Drawn(new Exchanger(host, mx.getPriority()), random.nextInt()));
            }
        }
        if (drawn.size() == 1 && isRoot(drawn.getFirst().exchanger().host())) {
            return new Found.NullMx();
        }
        return new Found.Some(drawn.stream()
                .sorted(Comparator.comparingInt((Drawn one) -> one.exchanger().preference())
                        .thenComparingInt(Drawn::lot))
                .map(Drawn::exchanger)
                .filter(exchanger -> !isRoot(exchanger.host()))
                .toList());
    }

    private static boolean isRoot(String host) {
        return host.isEmpty() || host.equals("@") || host.equals(".");
    }

    /// The addresses of a host; none where it has none.
    ///
    /// @throws IOException where DNS does not answer
    List<InetAddress> addresses(String host) throws IOException {
        List<InetAddress> addresses = new ArrayList<>();
        boolean silent = false;
        for (int type : new int[] {Type.A, Type.AAAA}) {
            Lookup lookup = run(host, type);
            if (lookup.getResult() == Lookup.SUCCESSFUL) {
                for (Record found : lookup.getAnswers()) {
                    switch (found) {
                        case ARecord a -> addresses.add(a.getAddress());
                        case AAAARecord aaaa -> addresses.add(aaaa.getAddress());
                        default -> {}
                    }
                }
            } else {
                silent |= lookup.getResult() == Lookup.TRY_AGAIN || lookup.getResult() == Lookup.UNRECOVERABLE;
            }
        }
        if (addresses.isEmpty() && silent) {
            throw new IOException("DNS does not answer: " + host);
        }
        return addresses;
    }

    private Lookup run(String name, int type) throws TextParseException {
        Lookup lookup = new Lookup(Name.fromString(name, Name.root), type);
        lookup.setResolver(resolver);
        lookup.setCache(cache);
        lookup.setSearchPath((Name[]) null);
        lookup.setHostsFileParser(null);
        lookup.run();
        return lookup;
    }
}
