package epostadm.server.lookup;

import java.net.InetAddress;
import java.util.List;

/// What a check is about.
///
/// @param domain in the form that DNS knows: `xn--` labels for what is not ASCII
/// @param own addresses that the mail server surely has, as others see them; may be empty
/// @param machine addresses of this machine, which is the mail server where mail goes to one of them
/// @param selectors of DKIM keys
/// @param blockLists DNSBLs that are asked about the mail server's addresses, and whether they live
public record Subject(
        String domain,
        List<InetAddress> own,
        List<InetAddress> machine,
        List<String> selectors,
        List<String> blockLists) {

    public Subject {
        own = List.copyOf(own);
        machine = List.copyOf(machine);
        selectors = List.copyOf(selectors);
        blockLists = List.copyOf(blockLists);
    }
}
