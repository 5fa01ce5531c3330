package epostadm.server.lookup;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

/// The domain's own name servers: who they are, whether they speak for it and say the same as the resolvers.
final class ZoneCheck {

    private static final long SHORT_TTL = 300;
    private static final long LONG_TTL = 172_800;

    private final Nameservers servers;
    private final Name domain;
    private final Function<InetAddress, InetSocketAddress> port;
    private final List<CheckResult> results = new ArrayList<>();

    ZoneCheck(Nameservers servers, Name domain, Function<InetAddress, InetSocketAddress> port) {
        this.servers = servers;
        this.domain = domain;
        this.port = port;
    }

    List<CheckResult> results() {
        for (InetSocketAddress resolver : servers.resolvers()) {
            if (servers.ask(resolver, domain, Type.SOA, true).isSilence()) {
                add(DnsFinding.RESOLVER_SILENT, shown(resolver));
            }
        }
        find().ifPresentOrElse(this::probe, () -> add(DnsFinding.NS_UNKNOWN, Nameservers.shown(domain)));
        compareViews();
        judgeLifetime();
        return results;
    }

    /// The zone's NS records: at the domain, or at a name above it whose zone it lies in.
    private Optional<List<NSRecord>> find() {
        for (Name zone = domain; zone.labels() > 2; zone = new Name(zone, 1)) {
            List<NSRecord> found = servers.ask(zone, Type.NS).of(NSRecord.class);
            if (!found.isEmpty()) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private void probe(List<NSRecord> records) {
        Name zone = records.getFirst().getName();
        List<InetSocketAddress> own = new ArrayList<>();
        Map<Long, List<String>> serials = new TreeMap<>();
        List<String> good = new ArrayList<>();
        for (NSRecord ns : records) {
            String host = Nameservers.shown(ns.getTarget());
            List<InetAddress> addresses;
            try {
                addresses = servers.addresses(host);
            } catch (IOException e) {
                addresses = List.of();
            }
            if (addresses.isEmpty()) {
                add(DnsFinding.NS_NO_ADDRESS, host);
                continue;
            }
            Optional<Long> serial = serial(zone, host, addresses, own);
            if (serial.isPresent()) {
                good.add(host);
                serials.computeIfAbsent(serial.get(), _ -> new ArrayList<>()).add(host);
            }
        }
        servers.know(zone, own);
        if (!good.isEmpty()) {
            add(DnsFinding.NS_OK, String.join(", ", good));
        }
        if (serials.size() > 1) {
            add(
                    DnsFinding.SERIALS_DIFFER,
                    serials.entrySet().stream()
                            .map(one -> one.getKey() + " (" + String.join(", ", one.getValue()) + ")")
                            .collect(Collectors.joining(", ")));
        }
    }

    /// The zone's serial by one of the server's addresses; says why there is none.
    private Optional<Long> serial(Name zone, String host, List<InetAddress> addresses, List<InetSocketAddress> own) {
        boolean heard = false;
        for (InetAddress address : addresses) {
            InetSocketAddress server = port.apply(address);
            Nameservers.Heard answer = servers.hear(server, zone, Type.SOA);
            heard |= answer.said();
            List<SOARecord> found = answer.answer().of(SOARecord.class);
            if (answer.answer().authoritative() && !found.isEmpty()) {
                own.add(server);
                return Optional.of(found.getFirst().getSerial());
            }
        }
        add(heard ? DnsFinding.NS_LAME : DnsFinding.NS_SILENT, host);
        return Optional.empty();
    }

    private void compareViews() {
        Map<String, List<String>> views = new TreeMap<>();
        servers.own().forEach(server -> view(server, false, views));
        servers.resolvers().forEach(server -> view(server, true, views));
        long asked = views.values().stream().mapToLong(List::size).sum();
        if (views.size() > 1) {
            add(
                    DnsFinding.VIEWS_DIFFER,
                    views.entrySet().stream()
                            .map(one -> String.join(", ", one.getValue()) + ": " + one.getKey())
                            .collect(Collectors.joining("; ")));
        } else if (asked > 1) {
            add(DnsFinding.VIEWS_AGREE, views.values().iterator().next().toArray(String[]::new));
        }
    }

    /// What a server says of where mail goes: the exchangers with their IPv4 addresses as the same server has them.
    private void view(InetSocketAddress server, boolean recursively, Map<String, List<String>> views) {
        Answer answer = servers.ask(server, domain, Type.MX, recursively);
        if (answer.isSilence()) {
            return;
        }
        TreeSet<String> said = new TreeSet<>();
        for (MXRecord mx : answer.of(MXRecord.class)) {
            said.add(mx.getPriority() + " " + Nameservers.shown(mx.getTarget()));
            if (mx.getTarget().subdomain(domain)) {
                servers.ask(server, mx.getTarget(), Type.A, recursively).records().stream()
                        .filter(one -> one.getType() == Type.A)
                        .forEach(one -> said.add(Nameservers.shown(mx.getTarget()) + " = " + one.rdataToString()));
            }
        }
        String view = said.isEmpty() ? "-" : String.join(", ", said);
        views.computeIfAbsent(view, _ -> new ArrayList<>()).add(shown(server));
    }

    /// Only the zone's own servers tell the whole lifetime.
    private void judgeLifetime() {
        if (servers.own().isEmpty()) {
            return;
        }
        List<Record> records =
                servers.ask(servers.own().getFirst(), domain, Type.MX, false).records();
        if (!records.isEmpty()) {
            long ttl = records.getFirst().getTTL();
            DnsFinding finding =
                    ttl < SHORT_TTL ? DnsFinding.TTL_SHORT : ttl > LONG_TTL ? DnsFinding.TTL_LONG : DnsFinding.TTL_OK;
            add(finding, String.valueOf(ttl));
        }
    }

    private static String shown(InetSocketAddress server) {
        String address = server.getAddress().getHostAddress();
        return server.getPort() == 53 ? address : address + ":" + server.getPort();
    }

    private void add(DnsFinding finding, String... facts) {
        results.add(CheckResult.of(finding, String.join(", ", facts)));
    }
}
