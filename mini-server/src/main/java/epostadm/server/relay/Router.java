package epostadm.server.relay;

import epostadm.mailstore.control.GatewayDat;
import java.io.IOException;
import java.net.IDN;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// Finds the servers for a domain: gateway.dat, the smart host, an address literal, then DNS. docs/store-format.md,
/// "Queue".
final class Router {

    private final Supplier<GatewayDat> gateways;
    private final RelayConfig config;
    private final MailExchangers exchangers;

    Router(Supplier<GatewayDat> gateways, RelayConfig config, MailExchangers exchangers) {
        this.gateways = gateways;
        this.config = config;
        this.exchangers = exchangers;
    }

    Route of(String domain) {
        Optional<GatewayDat.Gateway> gateway = gateways.get().find(domain);
        if (gateway.isPresent()) {
            return new Route.Via(
                    List.of(new Hop(gateway.get().host(), gateway.get().port(), config.tls(), Optional.empty())), true);
        }
        if (config.smartHost().isPresent()) {
            return new Route.Via(List.of(config.smartHost().get()), true);
        }
        if (domain.startsWith("[")) {
            return literal(domain);
        }
        try {
            return byDns(IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED));
        } catch (IllegalArgumentException e) {
            return new Route.Unknown("no domain name: " + domain);
        }
    }

    private Route literal(String domain) {
        String inside = domain.substring(1, domain.length() - (domain.endsWith("]") ? 1 : 0));
        String address = inside.toLowerCase(Locale.ROOT).startsWith("ipv6:") ? inside.substring(5) : inside;
        return address.matches("[0-9a-fA-F:.]+")
                ? new Route.Via(List.of(hop(address)), true)
                : new Route.Unknown("no address: " + domain);
    }

    private Hop hop(String host) {
        return new Hop(host, config.port(), config.tls(), Optional.empty());
    }

    private Route byDns(String domain) {
        return switch (exchangers.find(domain)) {
            case MailExchangers.Found.NullMx _ -> new Route.NoMail();
            case MailExchangers.Found.NoDomain(String why) -> new Route.Unknown(why);
            case MailExchangers.Found.NoAnswer(String why) -> new Route.NoAnswer(why);
            case MailExchangers.Found.Some(List<MailExchangers.Exchanger> all) -> {
                List<Hop> hops = new ArrayList<>();
                for (MailExchangers.Exchanger exchanger : all) {
                    if (exchanger.host().equalsIgnoreCase(config.host())) {
                        // Who is no nearer than this server would send it back (RFC 5321 section 5.1).
                        hops.clear();
                        all.stream()
                                .filter(other -> other.preference() < exchanger.preference())
                                .map(other -> hop(other.host()))
                                .forEach(hops::add);
                        break;
                    }
                    hops.add(hop(exchanger.host()));
                }
                yield hops.isEmpty()
                        ? new Route.Circle("mail for " + domain + " would come back to this server")
                        : new Route.Via(hops, false);
            }
        };
    }

    /// The addresses of a hop. A name out of a file of ours is looked up as this machine does it.
    List<InetAddress> addresses(Hop hop, boolean byName) throws IOException {
        return byName ? Arrays.asList(InetAddress.getAllByName(hop.host())) : exchangers.addresses(hop.host());
    }
}
