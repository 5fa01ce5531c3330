package epostadm.mailstore.check;

import java.nio.file.Path;
import java.util.List;

/// Trouble with where a mailbox's mail is forwarded to; `place` is its `ims.ctl`. docs/store-format.md, "ims.ctl".
public sealed interface ForwardFinding extends Finding {

    /// `file:` with a list that is not there.
    record ForwardListMissing(Path place, String target) implements ForwardFinding {}

    /// `file:` with the path of a list as the other edition has them; the list itself is `local`.
    record ForwardListForeignPath(Path place, String target, Path local) implements ForwardFinding {}

    /// `file:` with the path of a list out of the store; one of its name is `local`.
    record ForwardListOutsideStore(Path place, String target, Path local) implements ForwardFinding {}

    /// A target that is no address.
    record ForwardNoAddress(Path place, String target) implements ForwardFinding {}

    /// A target in a domain of ours that is no account and no alias.
    record ForwardToUnknown(Path place, String address) implements ForwardFinding {}

    /// A target that was an account and was retired.
    record ForwardToRetired(Path place, String address) implements ForwardFinding {}

    /// Mailboxes that forward to each other, in their order; the last forwards to the first, whose file is `place`.
    record ForwardLoop(Path place, List<String> addresses) implements ForwardFinding {}

    /// A target that is the administrator's mailbox, and that forwards on.
    record ForwardThroughAdministrator(Path place, String address) implements ForwardFinding {}

    /// No copy is kept, and there is nowhere that mail is forwarded to.
    record DiscardWithoutForward(Path place) implements ForwardFinding {}
}
