package epostadm.server.spf;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/// What an SPF check asks of DNS. A list is empty where the name or the type is not there; no answer is thrown.
public interface SpfDns {

    /// Each TXT record's strings put together without spaces.
    List<String> texts(String domain) throws IOException;

    /// A records, or AAAA records.
    List<InetAddress> addresses(String host, boolean ipv6) throws IOException;

    List<String> exchangers(String domain) throws IOException;
}
