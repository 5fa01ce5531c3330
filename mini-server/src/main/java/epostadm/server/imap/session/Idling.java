package epostadm.server.imap.session;

import epostadm.server.imap.ImapRefusal;
import epostadm.server.imap.StatusResponse;
import epostadm.server.wire.Line;
import java.io.IOException;
import java.util.Optional;

/// IDLE: RFC 2177.
final class Idling {

    private final ImapOutput out;
    private final SelectedWatch watch;

    /// The tag of the IDLE that is under way.
    private Optional<String> tag = Optional.empty();

    Idling(ImapOutput out, SelectedWatch watch) {
        this.out = out;
        this.watch = watch;
    }

    boolean underWay() {
        return tag.isPresent();
    }

    /// What is new is told at once, and from then on as it comes.
    Completion begin(String idle) throws IOException {
        tag = Optional.of(idle);
        out.continuation("idling");
        watch.idling(true);
        watch.tell(true, false);
        return Completion.SAID;
    }

    /// @param line DONE, or what is none
    StatusResponse end(Line.Whole line) {
        String idle = tag.orElseThrow();
        tag = Optional.empty();
        watch.idling(false);
        if (!line.latin1().strip().equalsIgnoreCase("DONE")) {
            return ImapRefusal.bad("DONE ends IDLE").response(idle);
        }
        return StatusResponse.ok(idle, "IDLE completed");
    }
}
