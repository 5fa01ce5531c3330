package epostadm.server.lookup;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

/// The domain's own name servers: who they are by the zone and by the zone above it, and whether they speak for it.
final class DelegationCheck {

    /// Of the zone above: they say the same.
    private static final int MOST_PARENTS = 3;

    private final Nameservers servers;
    private final Name domain;
    private final Function<InetAddress, InetSocketAddress> port;
    private final Findings findings;
    private final List<InetSocketAddress> own = new ArrayList<>();
    private final Map<Long, List<String>> serials = new TreeMap<>();

    DelegationCheck(
            Nameservers servers, Name domain, Function<InetAddress, InetSocketAddress> port, Findings findings) {
        this.servers = servers;
        this.domain = domain;
        this.port = port;
        this.findings = findings;
    }

    /// Those that are asked in any case, resolvers.
    void judgeResolvers() {
        for (InetSocketAddress resolver : servers.asked().resolvers()) {
            Nameservers.Heard heard = servers.hear(resolver, domain, Type.SOA, Nameservers.Way.RECURSIVE);
            if (!heard.anything()) {
                findings.add(DnsFinding.RESOLVER_SILENT, Shown.server(resolver));
            } else if (heard.answer().isSilence()) {
                findings.add(DnsFinding.RESOLVER_FAILS, Shown.server(resolver), heard.said());
            }
        }
    }

    /// Returns the zone that the domain lies in, as far as that can be told.
    Name judge() {
        Name zone = servers.asked().authorities().isEmpty() ? named() : given();
        if (serials.size() > 1) {
            findings.add(
                    DnsFinding.SERIALS_DIFFER,
                    serials.entrySet().stream()
                            .map(one -> one.getKey() + " (" + String.join(", ", one.getValue()) + ")")
                            .collect(Collectors.joining(", ")));
        }
        servers.know(zone, own);
        return zone;
    }

    /// Asks the servers that are given in place of those that the zone names.
    private Name given() {
        Name zone = zone(servers.asked().authorities().getFirst());
        List<String> good = new ArrayList<>();
        for (InetSocketAddress server : servers.asked().authorities()) {
            if (probe(zone, Shown.server(server), List.of(server))) {
                good.add(Shown.server(server));
            }
        }
        if (!good.isEmpty()) {
            findings.add(DnsFinding.NS_OK, String.join(", ", good));
        }
        return zone;
    }

    private Name zone(InetSocketAddress server) {
        for (Name zone = domain; zone.labels() > 1; zone = new Name(zone, 1)) {
            if (!servers.hear(server, zone, Type.SOA, Nameservers.Way.ITERATIVE)
                    .answer()
                    .of(SOARecord.class)
                    .isEmpty()) {
                return zone;
            }
        }
        return domain;
    }

    private Name named() {
        Optional<List<NSRecord>> found = find();
        if (found.isEmpty()) {
            findings.add(DnsFinding.NS_UNKNOWN, Shown.name(domain));
            return domain;
        }
        Name zone = found.get().getFirst().getName();
        SortedSet<String> inside = names(found.get());
        SortedSet<String> above = above(zone);
        if (!above.isEmpty() && !above.equals(inside)) {
            findings.add(DnsFinding.DELEGATION_DIFFERS, String.join(", ", above), String.join(", ", inside));
        }
        SortedSet<String> all = new TreeSet<>(inside);
        all.addAll(above);
        List<String> good = new ArrayList<>();
        for (String host : all) {
            List<InetAddress> addresses = addresses(host);
            if (addresses.isEmpty()) {
                findings.add(DnsFinding.NS_NO_ADDRESS, host);
            } else if (probe(zone, host, addresses.stream().map(port).distinct().toList())) {
                good.add(host);
            }
        }
        if (!good.isEmpty()) {
            findings.add(DnsFinding.NS_OK, String.join(", ", good));
        }
        return zone;
    }

    /// The zone's NS records: at the domain, or at a name above it whose zone it lies in.
    private Optional<List<NSRecord>> find() {
        for (Name zone = domain; zone.labels() > 2; zone = new Name(zone, 1)) {
            List<NSRecord> found =
                    servers.resolved(zone, Type.NS, Nameservers.Way.RECURSIVE).of(NSRecord.class);
            if (!found.isEmpty()) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private static SortedSet<String> names(List<NSRecord> records) {
        return records.stream().map(ns -> Shown.name(ns.getTarget())).collect(Collectors.toCollection(TreeSet::new));
    }

    /// To whom the zone above sends on: part of the senders hears of no other servers. Empty where it does not say.
    private SortedSet<String> above(Name zone) {
        for (Name parent = new Name(zone, 1); parent.labels() > 1; parent = new Name(parent, 1)) {
            List<NSRecord> found =
                    servers.resolved(parent, Type.NS, Nameservers.Way.RECURSIVE).of(NSRecord.class);
            if (!found.isEmpty()) {
                return found.stream()
                        .limit(MOST_PARENTS)
                        .flatMap(ns ->
                                addresses(Shown.name(ns.getTarget())).stream().limit(1))
                        .map(address -> referral(port.apply(address), zone))
                        .filter(names -> !names.isEmpty())
                        .findFirst()
                        .orElse(new TreeSet<>());
            }
        }
        return new TreeSet<>();
    }

    private SortedSet<String> referral(InetSocketAddress server, Name zone) {
        Answer answer =
                servers.hear(server, zone, Type.NS, Nameservers.Way.ITERATIVE).answer();
        // Who speaks for both zones does not send on.
        return answer.authoritative()
                ? new TreeSet<>()
                : names(Answer.all(answer.referral(), NSRecord.class).stream()
                        .filter(ns -> ns.getName().equals(zone))
                        .toList());
    }

    private List<InetAddress> addresses(String host) {
        try {
            return servers.addresses(host);
        } catch (IOException e) {
            return List.of();
        }
    }

    /// Whether the server speaks for the zone at one of its addresses; says so where it does not.
    private boolean probe(Name zone, String host, List<InetSocketAddress> addresses) {
        boolean heard = false;
        for (InetSocketAddress server : addresses) {
            Nameservers.Heard answer = servers.hear(server, zone, Type.SOA, Nameservers.Way.ITERATIVE);
            heard |= answer.anything();
            List<SOARecord> found = answer.answer().of(SOARecord.class);
            if (answer.answer().authoritative() && !found.isEmpty()) {
                own.add(server);
                serials.computeIfAbsent(found.getFirst().getSerial(), _ -> new ArrayList<>())
                        .add(host);
                return true;
            }
        }
        findings.add(heard ? DnsFinding.NS_LAME : DnsFinding.NS_SILENT, host);
        return false;
    }
}
