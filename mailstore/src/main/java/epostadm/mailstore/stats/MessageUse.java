package epostadm.mailstore.stats;

import java.time.Instant;

/// One message: its file below the work folder, with `/` between the names.
public record MessageUse(String file, long bytes, Instant modified) {}
