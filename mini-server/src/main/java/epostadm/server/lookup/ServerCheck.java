package epostadm.server.lookup;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/// Whether mail comes to this server, and whether its addresses have the names that others look for.
final class ServerCheck {

    private final Nameservers servers;
    private final List<InetAddress> targets;
    private final Findings findings;

    /// @param targets addresses that take the domain's mail
    ServerCheck(Nameservers servers, List<InetAddress> targets, Findings findings) {
        this.servers = servers;
        this.targets = targets;
        this.findings = findings;
    }

    /// @param known whether DNS said where mail goes
    /// @return this server's addresses: those that were given, else those of this machine where mail goes to it.
    List<InetAddress> judge(Subject subject, boolean known) {
        List<InetAddress> candidates = subject.own().isEmpty() ? subject.machine() : subject.own();
        List<InetAddress> reached =
                candidates.stream().filter(targets::contains).toList();
        if (!reached.isEmpty()) {
            findings.add(DnsFinding.SERVER_OK, Shown.addresses(reached));
        } else if (subject.own().isEmpty()) {
            findings.add(DnsFinding.SERVER_NOT_NAMED);
        } else if (known) {
            findings.add(DnsFinding.SERVER_NO_TARGET, Shown.addresses(subject.own()));
        }
        List<InetAddress> own = subject.own().isEmpty() ? reached : subject.own();
        for (InetAddress address : own.isEmpty() ? targets : own) {
            if (!RouteCheck.isInside(address)) {
                judgePointer(address);
            }
        }
        return own;
    }

    private void judgePointer(InetAddress address) {
        String shown = address.getHostAddress();
        try {
            List<String> names = servers.pointers(address);
            if (names.isEmpty()) {
                findings.add(DnsFinding.PTR_ABSENT, shown);
                return;
            }
            boolean matches = false;
            for (String name : names) {
                matches |= servers.addresses(name).contains(address);
            }
            findings.add(
                    matches ? DnsFinding.PTR_OK : DnsFinding.PTR_NO_MATCH, shown + " = " + String.join(", ", names));
        } catch (IOException e) {
            findings.add(DnsFinding.PTR_UNANSWERED, shown);
        }
    }
}
