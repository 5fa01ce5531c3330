package epostadm.server.lookup;

import java.net.InetSocketAddress;
import java.util.List;
import org.xbill.DNS.ResolverConfig;

/// Who is asked.
///
/// @param resolvers asked each for itself, and in turn for what lies elsewhere
/// @param compared resolvers whose answers are only held against those of the others
/// @param authorities asked as the domain's own name servers in place of those that its NS records name; may be
///   empty
/// @param fromOutside whether the resolvers' answers count even where the domain's own servers have others: from
///   here those may show an inside view
public record AskedServers(
        List<InetSocketAddress> resolvers,
        List<InetSocketAddress> compared,
        List<InetSocketAddress> authorities,
        boolean fromOutside) {

    public AskedServers {
        resolvers = List.copyOf(resolvers);
        compared = List.copyOf(compared);
        authorities = List.copyOf(authorities);
    }

    /// The resolvers that this machine uses.
    public static List<InetSocketAddress> ofThisMachine() {
        return List.copyOf(ResolverConfig.getCurrentConfig().servers());
    }
}
