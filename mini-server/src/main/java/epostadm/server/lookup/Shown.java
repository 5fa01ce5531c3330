package epostadm.server.lookup;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/// Names and addresses as people write them.
final class Shown {

    private Shown() {}

    static String name(Name name) {
        return name.toString(true).toLowerCase(Locale.ROOT);
    }

    /// No server knows a name that is none.
    static Name parsed(String text) {
        try {
            return Name.fromString(text, Name.root);
        } catch (TextParseException e) {
            return Name.root;
        }
    }

    static String addresses(Collection<InetAddress> addresses) {
        return addresses.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
    }

    /// Without the port where it is that of DNS.
    static String server(InetSocketAddress server) {
        String address = server.getAddress().getHostAddress();
        if (server.getPort() == 53) {
            return address;
        }
        return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + server.getPort();
    }
}
