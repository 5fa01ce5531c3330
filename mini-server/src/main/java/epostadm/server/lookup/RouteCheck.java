package epostadm.server.lookup;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/// Where the domain's mail goes.
final class RouteCheck {

    private static final Pattern BARE = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:]*");

    private final Nameservers servers;
    private final Name domain;
    private final Findings findings;
    private final List<Target> targets = new ArrayList<>();

    RouteCheck(Nameservers servers, Name domain, Findings findings) {
        this.servers = servers;
        this.domain = domain;
        this.findings = findings;
    }

    /// The hosts that take the mail, as far as they were found, the best first.
    List<Target> targets() {
        return List.copyOf(targets);
    }

    void judge() {
        Answer answer = servers.ask(domain, Type.MX);
        switch (answer.state()) {
            case SILENCE -> findings.add(DnsFinding.MX_UNANSWERED, Shown.name(domain));
            case NO_NAME -> findings.add(DnsFinding.DOMAIN_ABSENT, Shown.name(domain));
            case NAME -> route(answer.of(MXRecord.class));
        }
    }

    private void route(List<MXRecord> exchangers) {
        List<InetAddress> direct = List.of();
        try {
            direct = servers.addresses(Shown.name(domain));
        } catch (IOException e) {
            findings.add(DnsFinding.TARGET_UNANSWERED, Shown.name(domain));
        }
        if (!direct.isEmpty()) {
            findings.add(DnsFinding.DOMAIN_ADDRESS, Shown.addresses(direct));
        }
        if (exchangers.isEmpty()) {
            findings.add(direct.isEmpty() ? DnsFinding.MX_NOWHERE : DnsFinding.MX_ABSENT, Shown.name(domain));
            if (!direct.isEmpty()) {
                targets.add(new Target(Shown.name(domain), direct));
            }
            return;
        }
        if (exchangers.stream().allMatch(RouteCheck::isNull)) {
            findings.add(DnsFinding.MX_NULL, Shown.name(domain));
            return;
        }
        List<MXRecord> ordered = exchangers.stream()
                .sorted(Comparator.comparingInt(MXRecord::getPriority).thenComparing(mx -> Shown.name(mx.getTarget())))
                .toList();
        if (exchangers.stream().anyMatch(RouteCheck::isNull)) {
            findings.add(DnsFinding.MX_NULL_BESIDES, Shown.name(domain));
        }
        findings.add(
                DnsFinding.MX_OK,
                ordered.stream()
                        .filter(mx -> !isNull(mx))
                        .map(mx -> mx.getPriority() + " " + Shown.name(mx.getTarget()))
                        .collect(Collectors.joining(", ")));
        ordered.stream().filter(mx -> !isNull(mx)).forEach(mx -> judgeTarget(mx.getTarget()));
    }

    /// RFC 7505.
    private static boolean isNull(MXRecord mx) {
        return mx.getTarget().equals(Name.root);
    }

    private void judgeTarget(Name target) {
        String host = Shown.name(target);
        if (BARE.matcher(host).matches()) {
            findings.add(DnsFinding.MX_BARE_ADDRESS, host);
            return;
        }
        boolean alias = !servers.ask(target, Type.CNAME).of(CNAMERecord.class).isEmpty();
        if (alias) {
            findings.add(DnsFinding.MX_ALIAS, host);
        }
        try {
            List<InetAddress> addresses = servers.addresses(host);
            targets.add(new Target(host, addresses));
            if (addresses.isEmpty()) {
                findings.add(DnsFinding.TARGET_NO_ADDRESS, host);
            } else if (addresses.stream().anyMatch(RouteCheck::isInside)) {
                findings.add(DnsFinding.TARGET_PRIVATE, host + ": " + Shown.addresses(addresses));
            } else if (!alias) {
                findings.add(DnsFinding.TARGET_OK, host + ": " + Shown.addresses(addresses));
            }
        } catch (IOException e) {
            findings.add(DnsFinding.TARGET_UNANSWERED, host);
        }
    }

    /// Nobody outside reaches it: RFC 1918, RFC 4193, RFC 6598, and what never leaves a machine or a link.
    static boolean isInside(InetAddress address) {
        byte[] octets = address.getAddress();
        return address.isSiteLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || octets.length == 4 && octets[0] == 100 && (octets[1] & 0xc0) == 64
                || octets.length == 16 && (octets[0] & 0xfe) == 0xfc;
    }
}
