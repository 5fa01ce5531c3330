package epostadm.server.lookup;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.xbill.DNS.Name;
import org.xbill.DNS.ResolverConfig;

/// Asks DNS whether a domain's mail can arrive and whether others believe mail of it. Nothing is sent to others
/// than name servers.
public final class DnsCheck {

    private static final int PORT = 53;

    private final List<InetSocketAddress> resolvers;
    private final Duration timeOut;
    private final Function<InetAddress, InetSocketAddress> port;

    /// @param resolvers the servers that are asked, each for itself; the system's where none is named
    /// @param timeOut of each query
    public DnsCheck(List<InetSocketAddress> resolvers, Duration timeOut) {
        this(resolvers, timeOut, address -> new InetSocketAddress(address, PORT));
    }

    /// @param port where a name server of this address is asked
    DnsCheck(List<InetSocketAddress> resolvers, Duration timeOut, Function<InetAddress, InetSocketAddress> port) {
        this.resolvers = resolvers.isEmpty()
                ? List.copyOf(ResolverConfig.getCurrentConfig().servers())
                : List.copyOf(resolvers);
        this.timeOut = timeOut;
        this.port = port;
    }

    /// @param own this server's addresses as others see it; may be empty
    /// @param selectors of DKIM keys
    public List<CheckResult> of(String domain, List<InetAddress> own, List<String> selectors) throws IOException {
        Nameservers servers = new Nameservers(resolvers, timeOut);
        Name name = Nameservers.name(domain);
        List<CheckResult> results = new ArrayList<>(new ZoneCheck(servers, name, port).results());
        List<CheckResult> route = new RouteCheck(servers, name, own).results();
        results.addAll(route);
        boolean there = route.stream()
                .noneMatch(result ->
                        result.finding() == DnsFinding.DOMAIN_ABSENT || result.finding() == DnsFinding.MX_UNANSWERED);
        if (there) {
            results.addAll(new PolicyCheck(servers, domain.toLowerCase(Locale.ROOT)).results(own, selectors));
        }
        return results;
    }
}
