package epostadm.server.imap.session;

import java.io.IOException;
import java.util.Optional;

/// When changes of the selected folder are told: in answer to commands, and at any moment during IDLE or where
/// NOTIFY wants it. RFC 2177, RFC 5465.
final class SelectedWatch {

    private final Pushing pushing;
    private final ChangeTeller changes;
    private final Runnable wanted;
    private SelectedWish wish = SelectedWish.USUAL;
    private boolean idling;
    private Optional<SelectedFolder> watched = Optional.empty();

    SelectedWatch(Pushing pushing, ChangeTeller changes) {
        this.pushing = pushing;
        this.changes = changes;
        this.wanted = pushing.of(this::push);
    }

    void selected(SelectedFolder selected) {
        watched = Optional.of(selected);
        listen();
    }

    /// Nothing is selected any more.
    void unselected() {
        watched.ifPresent(selected -> selected.view().onPending(null));
        watched = Optional.empty();
    }

    Optional<SelectedFolder> now() {
        return watched;
    }

    void wish(SelectedWish newWish) {
        wish = newWish;
        listen();
    }

    void idling(boolean now) {
        idling = now;
        listen();
    }

    private boolean atAnyMoment() {
        return idling ? wish.told() : wish.always();
    }

    private void listen() {
        watched.ifPresent(selected -> selected.view().onPending(atAnyMoment() ? wanted : null));
    }

    /// In answer to a command.
    ///
    /// @param expunges whether the client may hear of departures now
    /// @param asked whether the command itself has the client told of what it did
    void tell(boolean expunges, boolean asked) throws IOException {
        if (watched.isPresent() && !watched.get().view().gone() && (asked || wish.told())) {
            changes.tell(watched.get(), expunges, asked && !wish.told() ? SelectedWish.USUAL : wish);
        }
    }

    private void push() throws IOException {
        if (watched.isEmpty() || !atAnyMoment()) {
            return;
        }
        SelectedFolder selected = watched.get();
        if (selected.view().gone()) {
            pushing.end(); // The session's own thread says why.
        } else {
            changes.tell(selected, idling || !wish.delayed(), wish);
        }
    }
}
