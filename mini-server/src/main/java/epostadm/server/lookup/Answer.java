package epostadm.server.lookup;

import java.util.List;
import java.util.stream.Stream;
import org.xbill.DNS.Record;

/// What one server or another said.
///
/// @param records of the answer section, aliases among them
/// @param authoritative whether the server speaks for the zone itself
record Answer(State state, List<Record> records, boolean authoritative) {

    enum State {
        /// The name is there; it need not have records of the type.
        NAME,
        NO_NAME,
        /// None, or one that says nothing, in time.
        SILENCE
    }

    static final Answer SILENCE = new Answer(State.SILENCE, List.of(), false);

    Answer {
        records = List.copyOf(records);
    }

    <R extends Record> List<R> of(Class<R> type) {
        return records.stream()
                .flatMap(one -> type.isInstance(one) ? Stream.of(type.cast(one)) : Stream.empty())
                .toList();
    }

    boolean isSilence() {
        return state == State.SILENCE;
    }
}
