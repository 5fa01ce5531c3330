package epostadm.server.imap.session;

import epostadm.server.imap.ImapRefusal;
import epostadm.server.imap.StatusResponse;
import epostadm.server.wire.ClientConnection;
import epostadm.server.wire.Line;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// IDLE: RFC 2177. While the session's own thread waits for its client, what changes in the folder is told from
/// another one, which holds the session's lock.
final class Idling {

    private final ReentrantLock speaking;
    private final ClientConnection connection;
    private final ImapOutput out;
    private final ChangeTeller changes;
    private final Pushing pushing = new Pushing(this::push);

    /// The tag of the IDLE that is under way.
    private Optional<String> tag = Optional.empty();

    private Optional<SelectedFolder> watched = Optional.empty();

    /// @param speaking is held by whoever says something to the client
    Idling(ReentrantLock speaking, ClientConnection connection, ImapOutput out, ChangeTeller changes) {
        this.speaking = speaking;
        this.connection = connection;
        this.out = out;
        this.changes = changes;
    }

    boolean underWay() {
        return tag.isPresent();
    }

    /// What is new is told at once, and from then on as it comes.
    Completion begin(String idle, Optional<SelectedFolder> selected) throws IOException {
        tag = Optional.of(idle);
        watched = selected;
        out.continuation("idling");
        if (selected.isPresent()) {
            selected.get().view().onPending(pushing::wanted);
            changes.tell(selected.get(), true);
        }
        return Completion.SAID;
    }

    /// @param line DONE, or what is none
    StatusResponse end(Line.Whole line) throws IOException {
        String idle = tag.orElseThrow();
        stop();
        if (!line.latin1().strip().equalsIgnoreCase("DONE")) {
            return ImapRefusal.bad("DONE ends IDLE").response(idle);
        }
        return StatusResponse.ok(idle, "IDLE completed");
    }

    /// The folder is watched no more.
    void stop() {
        watched.ifPresent(selected -> selected.view().onPending(null));
        tag = Optional.empty();
        watched = Optional.empty();
    }

    private void push() {
        speaking.lock();
        try {
            if (watched.isPresent()) {
                tell(watched.get());
                out.flush();
            }
        } catch (IOException e) {
            cutOff();
        } finally {
            speaking.unlock();
        }
    }

    private void tell(SelectedFolder selected) throws IOException {
        if (selected.view().gone()) {
            out.status(StatusResponse.bye(SelectedFolder.REPLACED));
            stop();
            connection.end();
        } else {
            changes.tell(selected, true);
        }
    }

    private void cutOff() {
        try {
            connection.cutOff();
        } catch (IOException _) {
            // It is gone, which is what was wanted.
        }
    }
}
