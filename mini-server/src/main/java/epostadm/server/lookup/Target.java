package epostadm.server.lookup;

import java.net.InetAddress;
import java.util.List;

/// A host that takes the domain's mail, with the addresses that DNS gives it.
public record Target(String host, List<InetAddress> addresses) {

    public Target {
        addresses = List.copyOf(addresses);
    }
}
