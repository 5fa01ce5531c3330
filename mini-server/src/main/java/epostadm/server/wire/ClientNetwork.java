package epostadm.server.wire;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/// What counts as one client where clients are counted: an IPv4 address, or an IPv6 network of 64 bits, of which
/// each customer of a provider has at least one, with all its addresses.
public record ClientNetwork(String text) {

    private static final int PREFIX = 8;

    public static ClientNetwork of(InetAddress address) {
        byte[] bytes = address.getAddress();
        return new ClientNetwork(
                HexFormat.of().formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, PREFIX) : bytes));
    }
}
