package epostadm.mailstore.folder;

import java.time.Instant;
import java.util.Optional;

/// A whole message on the store's volume, stuffed as the store keeps it, that no folder has yet.
///
/// @param file in `.epostadm`; [LiveFolder#append] takes it away
/// @param internalDate where the client gave one; else it is the time of the append
public record StagedMessage(StagedFile file, MessageFlags flags, Optional<Instant> internalDate) {}
