package epostadm.mailstore.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The addresses that one leads to, alias by alias: itself first, and last the one that is no alias any more.
///
/// @param circle whether the aliases lead round in circles, so that the last address is none to go by
public record AliasTrail(List<String> addresses, boolean circle) {

    private static final int MOST_ALIASES = 16;

    public AliasTrail {
        addresses = List.copyOf(addresses);
    }

    /// An alias that leads to itself ends the trail: with a wildcard above it that is how a mailbox is left out.
    public static AliasTrail of(String address, Aliases aliases) {
        List<String> addresses = new ArrayList<>(List.of(address));
        while (addresses.size() <= MOST_ALIASES + 1) {
            String at = addresses.getLast();
            Optional<String> next = aliases.resolve(at).filter(other -> !other.equalsIgnoreCase(at));
            if (next.isEmpty()) {
                return new AliasTrail(addresses, false);
            }
            addresses.add(next.get());
        }
        return new AliasTrail(addresses, true);
    }

    public String last() {
        return addresses.getLast();
    }

    public boolean aliased() {
        return addresses.size() > 1;
    }
}
