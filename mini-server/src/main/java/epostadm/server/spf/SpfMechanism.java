package epostadm.server.spf;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;

/// Whom a directive is about. RFC 7208 section 5. Domains may hold macros and stand as they were written.
public sealed interface SpfMechanism {

    record All() implements SpfMechanism {}

    record Include(String domain) implements SpfMechanism {}

    /// @param domain where it is not the one that is checked
    record A(Optional<String> domain, int prefix4, int prefix6) implements SpfMechanism {}

    record Mx(Optional<String> domain, int prefix4, int prefix6) implements SpfMechanism {}

    /// Should not be published any more (section 5.5).
    record Ptr(Optional<String> domain) implements SpfMechanism {}

    record Ip4(InetAddress network, int prefix) implements SpfMechanism {
        public boolean holds(InetAddress address) {
            return address instanceof Inet4Address && same(network, address, prefix);
        }
    }

    record Ip6(InetAddress network, int prefix) implements SpfMechanism {
        /// A network of mapped IPv4 addresses holds nobody: such clients count as IPv4 (section 5).
        public boolean holds(InetAddress address) {
            return network instanceof Inet6Address && address instanceof Inet6Address && same(network, address, prefix);
        }
    }

    record Exists(String domain) implements SpfMechanism {}

    /// Whether it counts towards the ten that a check may cost (section 4.6.4).
    default boolean asksDns() {
        return switch (this) {
            case All _, Ip4 _, Ip6 _ -> false;
            case Include _, A _, Mx _, Ptr _, Exists _ -> true;
        };
    }

    /// As in a record, without its qualifier; lengths of prefixes that say nothing are left out.
    default String term() {
        return switch (this) {
            case All _ -> "all";
            case Include(String domain) -> "include:" + domain;
            case A(Optional<String> domain, int prefix4, int prefix6) -> "a" + rest(domain, prefix4, prefix6);
            case Mx(Optional<String> domain, int prefix4, int prefix6) -> "mx" + rest(domain, prefix4, prefix6);
            case Ptr(Optional<String> domain) -> "ptr" + rest(domain, 32, 128);
            case Ip4(InetAddress network, int prefix) ->
                "ip4:" + network.getHostAddress() + (prefix == 32 ? "" : "/" + prefix);
            case Ip6(InetAddress network, int prefix) ->
                "ip6:" + network.getHostAddress() + (prefix == 128 ? "" : "/" + prefix);
            case Exists(String domain) -> "exists:" + domain;
        };
    }

    private static String rest(Optional<String> domain, int prefix4, int prefix6) {
        return domain.map(name -> ":" + name).orElse("")
                + (prefix4 == 32 ? "" : "/" + prefix4)
                + (prefix6 == 128 ? "" : "//" + prefix6);
    }

    private static boolean same(InetAddress network, InetAddress address, int prefix) {
        byte[] one = network.getAddress();
        byte[] other = address.getAddress();
        for (int bit = 0; bit < prefix; bit++) {
            if (((one[bit / 8] ^ other[bit / 8]) >> (7 - bit % 8) & 1) != 0) {
                return false;
            }
        }
        return true;
    }
}
