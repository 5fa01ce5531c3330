package epostadm.mailstore.alias;

import epostadm.mailstore.account.AliasTrail;
import epostadm.mailstore.account.Aliases;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where an address leads, step by step, as a server of this store goes: aliases first, then accounts.
///
/// @param end what the last address is; nothing where the aliases lead round in circles
public record AliasRoute(List<Step> steps, Optional<OwnAddresses.Target> end) {

    public AliasRoute {
        steps = List.copyOf(steps);
    }

    /// An address on the way.
    ///
    /// @param by the line by which it is an alias; none for the last address
    public record Step(String address, Optional<Aliases.Alias> by) {}

    public static AliasRoute of(String address, Aliases aliases, OwnAddresses own) {
        AliasTrail trail = AliasTrail.of(address, aliases);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < trail.addresses().size(); i++) {
            String at = trail.addresses().get(i);
            boolean last = i == trail.addresses().size() - 1;
            steps.add(new Step(at, last ? Optional.empty() : aliases.match(at).map(Aliases.Match::entry)));
        }
        return new AliasRoute(steps, trail.circle() ? Optional.empty() : Optional.of(own.of(trail.last())));
    }
}
