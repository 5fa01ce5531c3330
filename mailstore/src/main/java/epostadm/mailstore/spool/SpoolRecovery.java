package epostadm.mailstore.spool;

import java.nio.file.Path;
import java.util.List;

/// What opening a queue found left over.
///
/// `removed` were half-received files and half-made moves of ours, for which nobody was told "accepted". The others
/// are left where they are: `bodies` without an envelope, `envelopes` without a body, and `foreign` files in
/// `temp`.
public record SpoolRecovery(List<Path> removed, List<Path> bodies, List<Path> envelopes, List<Path> foreign) {

    public SpoolRecovery {
        removed = List.copyOf(removed);
        bodies = List.copyOf(bodies);
        envelopes = List.copyOf(envelopes);
        foreign = List.copyOf(foreign);
    }
}
