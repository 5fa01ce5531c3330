package epostadm.mailstore.journal;

import java.time.Instant;

/// A change in the list of changes.
///
/// @param quarantined whether what it took away still lies in its quarantine
public record ChangeSummary(
        String id, String kind, String subject, Instant started, ChangeState state, boolean quarantined) {}
