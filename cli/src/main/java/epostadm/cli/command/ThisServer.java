package epostadm.cli.command;

import epostadm.server.config.ListenerConfig;
import epostadm.server.config.Protocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The addresses at which mail comes in here, as far as this machine knows them itself.
final class ThisServer {

    private ThisServer() {}

    /// Those of the network interfaces, without loopback.
    static List<InetAddress> addresses() throws IOException {
        Set<InetAddress> addresses = new LinkedHashSet<>();
        for (NetworkInterface one : NetworkInterface.networkInterfaces().toList()) {
            one.inetAddresses()
                    .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                    .forEach(addresses::add);
        }
        return List.copyOf(addresses);
    }

    /// Those at which SMTP listens; all of the machine's where it listens everywhere.
    static List<InetAddress> listening(List<ListenerConfig> listeners) throws IOException {
        List<InetAddress> addresses = new ArrayList<>();
        for (ListenerConfig listener : listeners) {
            if (listener.protocol() == Protocol.SMTP) {
                for (InetAddress address : InetAddress.getAllByName(listener.address())) {
                    addresses.addAll(address.isAnyLocalAddress() ? addresses() : List.of(address));
                }
            }
        }
        return addresses.stream().distinct().toList();
    }
}
