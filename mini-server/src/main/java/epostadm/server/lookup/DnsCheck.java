package epostadm.server.lookup;

import java.net.IDN;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.xbill.DNS.Name;

/// Asks DNS whether a domain's mail can arrive and whether others believe mail of it. Nothing is sent to others
/// than name servers.
public final class DnsCheck {

    private static final int PORT = 53;
    private static final Duration USUAL = Duration.ofSeconds(5);

    private final AskedServers asked;
    private final Duration timeOut;
    private final Function<InetAddress, InetSocketAddress> port;

    public DnsCheck(AskedServers asked) {
        this(asked, USUAL, address -> new InetSocketAddress(address, PORT));
    }

    /// @param timeOut of each question
    /// @param port where a name server of this address is asked
    DnsCheck(AskedServers asked, Duration timeOut, Function<InetAddress, InetSocketAddress> port) {
        this.asked = asked;
        this.timeOut = timeOut;
        this.port = port;
    }

    /// Part for part; one for which no time is left is told as not checked.
    public DnsReport of(Subject subject, TimeLimit limit) {
        Nameservers servers = new Nameservers(asked, timeOut, limit);
        Findings findings = new Findings();
        String domain = subject.domain().toLowerCase(Locale.ROOT);
        Name name = Shown.parsed(domain);
        DelegationCheck delegation = new DelegationCheck(servers, name, port, findings);
        RouteCheck route = new RouteCheck(servers, name, findings);
        ViewCheck views = new ViewCheck(servers, name, findings);
        List<Name> zones = new ArrayList<>();
        List<InetAddress> own = new ArrayList<>(subject.own());

        if (domain.contains("xn--")) {
            findings.add(DnsFinding.IDN, IDN.toUnicode(domain), domain);
        }
        findings.within(Part.RESOLVERS, delegation::judgeResolvers);
        findings.within(Part.NAME_SERVERS, () -> zones.add(delegation.judge()));
        findings.within(Part.VIEWS, views::compare);
        findings.within(Part.ROUTE, route::judge);
        boolean there = !findings.holds(DnsFinding.DOMAIN_ABSENT) && !findings.holds(DnsFinding.MX_UNANSWERED);
        List<InetAddress> targets = route.targets().stream()
                .flatMap(target -> target.addresses().stream())
                .distinct()
                .toList();
        ServerCheck server = new ServerCheck(servers, targets, findings);
        findings.within(Part.THIS_SERVER, () -> {
            List<InetAddress> found = server.judge(subject, there);
            own.clear();
            own.addAll(found);
        });
        if (there) {
            findings.within(
                    Part.DNSSEC,
                    () -> new DnssecCheck(servers, zones.isEmpty() ? name : zones.getFirst(), findings).judge(name));
            policies(subject, servers, own, findings);
            findings.within(Part.LIFETIMES, () -> views.judgeLifetimes(route.targets()));
        }
        BlockListCheck blockLists = new BlockListCheck(servers, findings);
        for (String list : subject.blockLists()) {
            findings.within(Part.BLOCK_LISTS, () -> blockLists.judge(list, own.isEmpty() ? targets : own));
        }
        return new DnsReport(findings.results(), route.targets());
    }

    private static void policies(Subject subject, Nameservers servers, List<InetAddress> own, Findings findings) {
        String domain = subject.domain().toLowerCase(Locale.ROOT);
        PolicyCheck policies = new PolicyCheck(servers, domain, findings);
        findings.within(Part.SPF, () -> new SenderCheck(servers, domain, findings).judge(own));
        findings.within(Part.DKIM, () -> policies.judgeDkim(subject.selectors()));
        findings.within(Part.DMARC, policies::judgeDmarc);
        findings.within(Part.MTA_STS, policies::judgeMtaSts);
        findings.within(Part.TLS_RPT, policies::judgeTlsReports);
    }
}
