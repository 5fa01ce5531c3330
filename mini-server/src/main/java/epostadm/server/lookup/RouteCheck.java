package epostadm.server.lookup;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/// Where the domain's mail goes, and whether that is this server.
final class RouteCheck {

    private static final Pattern BARE = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:]*");

    private final Nameservers servers;
    private final Name domain;
    private final List<InetAddress> own;
    private final List<CheckResult> results = new ArrayList<>();
    private final Set<InetAddress> targets = new LinkedHashSet<>();

    /// @param own this server's addresses, as others see it
    RouteCheck(Nameservers servers, Name domain, List<InetAddress> own) {
        this.servers = servers;
        this.domain = domain;
        this.own = own;
    }

    List<CheckResult> results() {
        Answer answer = servers.ask(domain, Type.MX);
        switch (answer.state()) {
            case SILENCE -> add(DnsFinding.MX_UNANSWERED, Nameservers.shown(domain));
            case NO_NAME -> add(DnsFinding.DOMAIN_ABSENT, Nameservers.shown(domain));
            case NAME -> route(answer.of(MXRecord.class));
        }
        judgeServer();
        for (InetAddress address : own.isEmpty() ? targets : own) {
            judgePointer(address);
        }
        return results;
    }

    private void route(List<MXRecord> exchangers) {
        List<InetAddress> direct = List.of();
        try {
            direct = servers.addresses(Nameservers.shown(domain));
        } catch (IOException e) {
            add(DnsFinding.TARGET_UNANSWERED, Nameservers.shown(domain));
        }
        if (!direct.isEmpty()) {
            add(DnsFinding.DOMAIN_ADDRESS, shown(direct));
        }
        if (exchangers.isEmpty()) {
            add(direct.isEmpty() ? DnsFinding.MX_NOWHERE : DnsFinding.MX_ABSENT, Nameservers.shown(domain));
            targets.addAll(direct);
            return;
        }
        if (exchangers.stream().allMatch(mx -> mx.getTarget().equals(Name.root))) {
            add(DnsFinding.MX_NULL, Nameservers.shown(domain));
            return;
        }
        List<MXRecord> ordered = exchangers.stream()
                .sorted(Comparator.comparingInt(MXRecord::getPriority))
                .toList();
        add(
                DnsFinding.MX_OK,
                ordered.stream()
                        .map(mx -> mx.getPriority() + " " + Nameservers.shown(mx.getTarget()))
                        .collect(Collectors.joining(", ")));
        ordered.forEach(mx -> judgeTarget(mx.getTarget()));
    }

    private void judgeTarget(Name target) {
        String host = Nameservers.shown(target);
        if (BARE.matcher(host).matches()) {
            add(DnsFinding.MX_BARE_ADDRESS, host);
            return;
        }
        if (!servers.ask(target, Type.CNAME).of(CNAMERecord.class).isEmpty()) {
            add(DnsFinding.MX_ALIAS, host);
            return;
        }
        try {
            List<InetAddress> addresses = servers.addresses(host);
            targets.addAll(addresses);
            if (addresses.isEmpty()) {
                add(DnsFinding.TARGET_NO_ADDRESS, host);
            } else if (addresses.stream().anyMatch(RouteCheck::isInside)) {
                add(DnsFinding.TARGET_PRIVATE, host + ": " + shown(addresses));
            } else {
                add(DnsFinding.TARGET_OK, host + ": " + shown(addresses));
            }
        } catch (IOException e) {
            add(DnsFinding.TARGET_UNANSWERED, host);
        }
    }

    /// Nobody outside reaches it: RFC 1918, RFC 4193, and what never leaves a machine or a link.
    private static boolean isInside(InetAddress address) {
        return address.isSiteLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.getAddress().length == 16 && (address.getAddress()[0] & 0xfe) == 0xfc;
    }

    private void judgeServer() {
        if (own.isEmpty()) {
            add(DnsFinding.SERVER_NOT_NAMED);
            return;
        }
        List<InetAddress> reached = own.stream().filter(targets::contains).toList();
        add(
                reached.isEmpty() ? DnsFinding.SERVER_NO_TARGET : DnsFinding.SERVER_OK,
                shown(reached.isEmpty() ? own : reached));
    }

    private void judgePointer(InetAddress address) {
        String shown = address.getHostAddress();
        try {
            List<String> names = servers.pointers(address);
            if (names.isEmpty()) {
                add(DnsFinding.PTR_ABSENT, shown);
                return;
            }
            boolean matches = false;
            for (String name : names) {
                matches |= servers.addresses(name).contains(address);
            }
            add(matches ? DnsFinding.PTR_OK : DnsFinding.PTR_NO_MATCH, shown + " = " + String.join(", ", names));
        } catch (IOException e) {
            add(DnsFinding.PTR_UNANSWERED, shown);
        }
    }

    private static String shown(List<InetAddress> addresses) {
        return addresses.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
    }

    private void add(DnsFinding finding, String... facts) {
        results.add(CheckResult.of(finding, facts));
    }
}
