package epostadm.mailstore.journal;

import java.time.Instant;
import java.util.List;

/// The first line of a journal: what the change is, and what must be true after it.
record JournalHeader(String id, String kind, String subject, Instant started, List<Proof> proofs) {

    JournalHeader {
        proofs = List.copyOf(proofs);
    }
}
