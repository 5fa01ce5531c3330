package epostadm.server.relay;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What an administrator can set about mail to other servers.
///
/// @param host this server's name, as it greets others
/// @param smartHost takes all mail that gateway.dat says nothing about; without it DNS says where it goes
/// @param tls towards all but the smart host, which has its own
/// @param dnsServers asked in this order; without any, the system's
/// @param port of mail exchangers: 25
public record RelayConfig(
        String host,
        Optional<Hop> smartHost,
        TlsPolicy tls,
        List<InetSocketAddress> dnsServers,
        Duration dnsTimeOut,
        int port,
        TimeOuts timeOuts) {

    public RelayConfig {
        dnsServers = List.copyOf(dnsServers);
    }

    public static RelayConfig standard(String host) {
        return new RelayConfig(
                host,
                Optional.empty(),
                TlsPolicy.WHERE_OFFERED,
                List.of(),
                Duration.ofSeconds(5),
                25,
                TimeOuts.standard());
    }
}
