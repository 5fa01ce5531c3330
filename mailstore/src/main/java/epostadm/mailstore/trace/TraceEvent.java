package epostadm.mailstore.trace;

import epostadm.mailstore.mail.ArrivalId;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/// One step of a mail's way.
///
/// @param at the server's local time; nothing for a place of now
/// @param mail the mail that it belongs to, without branches
/// @param id with branches; empty where the step belongs to no mail
/// @param peer the client, the server or the account
/// @param text an answer, a command, or a path
/// @param detail only for who wants to see all
public record TraceEvent(
        Optional<LocalDateTime> at,
        Step step,
        Optional<ArrivalId> mail,
        String id,
        String peer,
        String from,
        String to,
        String text,
        List<Meaning> meanings,
        boolean detail) {

    public TraceEvent {
        meanings = List.copyOf(meanings);
    }

    static TraceEvent of(Optional<LocalDateTime> at, Step step, String id, String peer, String text) {
        return new TraceEvent(at, step, LineIds.first(id), id, peer, "", "", text, List.of(), step == Step.SAID);
    }

    TraceEvent between(String newFrom, String newTo) {
        return new TraceEvent(at, step, mail, id, peer, newFrom, newTo, text, meanings, detail);
    }

    TraceEvent meaning(List<Meaning> newMeanings) {
        return new TraceEvent(at, step, mail, id, peer, from, to, text, newMeanings, detail);
    }

    TraceEvent asDetail() {
        return new TraceEvent(at, step, mail, id, peer, from, to, text, meanings, true);
    }
}
