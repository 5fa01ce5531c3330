package epostadm.server.lookup;

import java.util.List;
import java.util.stream.Stream;
import org.xbill.DNS.Record;

/// What one server or another said.
///
/// @param records of the answer section, aliases among them
/// @param referral of the authority section: to whom a server of the zone above sends on
/// @param authoritative whether the server speaks for the zone itself
record Answer(State state, List<Record> records, List<Record> referral, boolean authoritative) {

    enum State {
        /// The name is there; it need not have records of the type.
        NAME,
        NO_NAME,
        /// None, or one that says nothing, in time.
        SILENCE
    }

    static final Answer SILENCE = new Answer(State.SILENCE, List.of(), List.of(), false);

    Answer {
        records = List.copyOf(records);
        referral = List.copyOf(referral);
    }

    <R extends Record> List<R> of(Class<R> type) {
        return all(records, type);
    }

    static <R extends Record> List<R> all(List<Record> records, Class<R> type) {
        return records.stream()
                .flatMap(one -> type.isInstance(one) ? Stream.of(type.cast(one)) : Stream.empty())
                .toList();
    }

    /// The answer about the name that an alias led to, with the aliases before it.
    Answer behind(Answer alias) {
        return new Answer(
                state, Stream.concat(alias.records.stream(), records.stream()).toList(), referral, authoritative);
    }

    boolean isSilence() {
        return state == State.SILENCE;
    }
}
