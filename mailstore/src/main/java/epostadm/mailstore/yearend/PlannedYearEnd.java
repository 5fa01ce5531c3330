package epostadm.mailstore.yearend;

import epostadm.mailstore.account.AccountLine;
import epostadm.mailstore.account.AccountTextEncoding;
import epostadm.mailstore.mail.DomainName;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// All that a change-over would do, to be shown: nothing of it holds a password.
///
/// @param vendorManaged whether the accounts are the vendor's: then the index tells nothing, and what is told of
///     accounts is what their mailboxes say
/// @param fates of every account of the file and the store, by name
/// @param traps those that stand in the way first
public record PlannedYearEnd(
        DomainName domain,
        boolean vendorManaged,
        Path file,
        AccountTextEncoding.Assumed encoding,
        Wish wish,
        Instant made,
        List<Fate> fates,
        List<Trap> traps,
        List<AccountLine.Invalid> badLines,
        Totals totals,
        Digests digests) {

    public PlannedYearEnd {
        fates = List.copyOf(fates);
        traps = List.copyOf(traps);
        badLines = List.copyOf(badLines);
    }

    /// How many traps must be mended before it can be applied.
    public long blocks() {
        return traps.stream().filter(Trap::blocks).count();
    }
}
