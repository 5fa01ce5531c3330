package epostadm.server.lookup;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/// Whether everybody gives the same answer about where mail goes, and how long answers are kept.
final class ViewCheck {

    private static final long SHORT_TTL = 300;
    private static final long LONG_TTL = 172_800;

    private final Nameservers servers;
    private final Name domain;
    private final Findings findings;

    ViewCheck(Nameservers servers, Name domain, Findings findings) {
        this.servers = servers;
        this.domain = domain;
        this.findings = findings;
    }

    /// The exchangers with their addresses, as the same server has them.
    ///
    /// @param inside whether an address among them is none that the outside reaches
    private record View(String text, boolean inside) implements Comparable<View> {
        @Override
        public int compareTo(View other) {
            return text.compareTo(other.text);
        }
    }

    void compare() {
        Map<View, List<String>> views = new TreeMap<>();
        servers.own().forEach(server -> view(server, Nameservers.Way.ITERATIVE, views));
        Stream.concat(servers.asked().resolvers().stream(), servers.asked().compared().stream())
                .forEach(server -> view(server, Nameservers.Way.RECURSIVE, views));
        long asked = views.values().stream().mapToLong(List::size).sum();
        if (views.size() > 1) {
            boolean split = views.keySet().stream().map(View::inside).distinct().count() > 1;
            findings.add(
                    split ? DnsFinding.VIEWS_SPLIT : DnsFinding.VIEWS_DIFFER,
                    views.entrySet().stream()
                            .map(one -> String.join(", ", one.getValue()) + ": "
                                    + one.getKey().text())
                            .collect(Collectors.joining("; ")));
        } else if (asked > 1) {
            findings.add(
                    DnsFinding.VIEWS_AGREE,
                    views.values().iterator().next().stream().distinct().collect(Collectors.joining(", ")));
        }
    }

    private void view(InetSocketAddress server, Nameservers.Way way, Map<View, List<String>> views) {
        Answer answer = servers.hear(server, domain, Type.MX, way).answer();
        if (answer.isSilence()) {
            return;
        }
        TreeSet<String> said = new TreeSet<>();
        boolean inside = false;
        for (MXRecord mx : answer.of(MXRecord.class)) {
            String host = Shown.name(mx.getTarget());
            said.add(mx.getPriority() + " " + (host.isEmpty() ? "." : host));
            // Only for those does a server of the domain itself have an answer.
            if (mx.getTarget().subdomain(domain)) {
                for (InetAddress address : addresses(server, mx.getTarget(), way)) {
                    said.add(host + " = " + address.getHostAddress());
                    inside |= RouteCheck.isInside(address);
                }
            }
        }
        views.computeIfAbsent(new View(said.isEmpty() ? "-" : String.join(", ", said), inside), _ -> new ArrayList<>())
                .add(Shown.server(server));
    }

    private List<InetAddress> addresses(InetSocketAddress server, Name host, Nameservers.Way way) {
        List<Record> records =
                new ArrayList<>(servers.hear(server, host, Type.A, way).answer().records());
        records.addAll(servers.hear(server, host, Type.AAAA, way).answer().records());
        return records.stream()
                .<InetAddress>mapMulti((record, sink) -> {
                    switch (record) {
                        case ARecord a -> sink.accept(a.getAddress());
                        case AAAARecord aaaa -> sink.accept(aaaa.getAddress());
                        default -> {}
                    }
                })
                .toList();
    }

    /// Only the zone's own servers tell the whole lifetime.
    void judgeLifetimes(List<Target> targets) {
        if (servers.own().isEmpty()) {
            return;
        }
        InetSocketAddress server = servers.own().getFirst();
        SortedMap<Long, List<String>> good = new TreeMap<>();
        lifetime(server, domain, Type.MX, good);
        lifetime(server, domain, Type.TXT, good);
        for (Target target : targets) {
            Name host = Shown.parsed(target.host());
            if (host.subdomain(domain) && !host.equals(domain)) {
                lifetime(server, host, Type.A, good);
                lifetime(server, host, Type.AAAA, good);
            }
        }
        if (!good.isEmpty()) {
            findings.add(
                    DnsFinding.TTL_OK,
                    good.keySet().stream().map(String::valueOf).collect(Collectors.joining(", ")),
                    good.values().stream().flatMap(List::stream).collect(Collectors.joining(", ")));
        }
    }

    private void lifetime(InetSocketAddress server, Name name, int type, SortedMap<Long, List<String>> good) {
        List<Record> records = servers.hear(server, name, type, Nameservers.Way.ITERATIVE)
                .answer()
                .records();
        if (records.isEmpty()) {
            return;
        }
        long ttl = records.getFirst().getTTL();
        String shown = Shown.name(name) + " " + Type.string(type);
        if (ttl < SHORT_TTL) {
            findings.add(DnsFinding.TTL_SHORT, String.valueOf(ttl), shown);
        } else if (ttl > LONG_TTL) {
            findings.add(DnsFinding.TTL_LONG, String.valueOf(ttl), shown);
        } else {
            good.computeIfAbsent(ttl, _ -> new ArrayList<>()).add(shown + " " + ttl);
        }
    }
}
