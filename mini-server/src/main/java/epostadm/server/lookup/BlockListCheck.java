package epostadm.server.lookup;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.ReverseMap;

/// Whether block lists live, and what they say of addresses. RFC 5782.
final class BlockListCheck {

    private final Nameservers servers;
    private final Findings findings;

    BlockListCheck(Nameservers servers, Findings findings) {
        this.servers = servers;
        this.findings = findings;
    }

    private enum Life {
        LIVES,
        SILENT,
        DEAD,
        LISTS_ALL,
        REFUSES
    }

    void judge(String list, List<InetAddress> addresses) {
        Life life = life(list);
        switch (life) {
            case LIVES -> findings.add(DnsFinding.DNSBL_OK, list);
            case SILENT -> findings.add(DnsFinding.DNSBL_SILENT, list);
            case DEAD -> findings.add(DnsFinding.DNSBL_DEAD, list);
            case LISTS_ALL -> findings.add(DnsFinding.DNSBL_LISTS_ALL, list);
            case REFUSES -> findings.add(DnsFinding.DNSBL_REFUSES, list);
        }
        if (life == Life.LIVES) {
            addresses.stream()
                    .filter(address -> !RouteCheck.isInside(address))
                    .forEach(address -> judge(list, address));
        }
    }

    /// Section 5: 127.0.0.2 is in every list that lives, 127.0.0.1 in none.
    private Life life(String list) {
        try {
            List<InetAddress> test = entry(list, InetAddress.ofLiteral("127.0.0.2"));
            if (refuses(test)) {
                return Life.REFUSES;
            }
            if (!entry(list, InetAddress.ofLiteral("127.0.0.1")).isEmpty()) {
                return Life.LISTS_ALL;
            }
            return test.isEmpty() ? Life.DEAD : Life.LIVES;
        } catch (IOException e) {
            return Life.SILENT;
        }
    }

    private void judge(String list, InetAddress address) {
        String shown = address.getHostAddress();
        try {
            List<InetAddress> found = entry(list, address);
            if (found.isEmpty()) {
                findings.add(DnsFinding.DNSBL_NOT_LISTED, shown, list);
            } else if (refuses(found)) {
                findings.add(DnsFinding.DNSBL_REFUSES, list);
            } else {
                List<String> said = new ArrayList<>(
                        found.stream().map(InetAddress::getHostAddress).toList());
                said.addAll(servers.texts(name(list, address)));
                findings.add(DnsFinding.DNSBL_LISTED, shown, list, String.join(", ", said));
            }
        } catch (IOException e) {
            findings.add(DnsFinding.DNSBL_SILENT, list);
        }
    }

    private List<InetAddress> entry(String list, InetAddress address) throws IOException {
        return servers.addresses(name(list, address), false);
    }

    /// What no list means by an entry: 127.255.255.0/24 tells the asker that he may not ask.
    private static boolean refuses(List<InetAddress> found) {
        return found.stream().anyMatch(address -> address.getHostAddress().startsWith("127.255.255."));
    }

    /// The reversed address below the list, as in a reverse zone.
    private static String name(String list, InetAddress address) {
        Name reverse = ReverseMap.fromAddress(address);
        return reverse.relativize(new Name(reverse, reverse.labels() - 3)) + "." + list;
    }
}
