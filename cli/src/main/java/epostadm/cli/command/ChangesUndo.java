package epostadm.cli.command;

import epostadm.mailstore.change.ExclusiveStore;
import java.io.IOException;

/// `changes undo`: the store back to what it was before the change, byte for byte.
final class ChangesUndo extends ChangesEnd {

    @Override
    void end(ExclusiveStore store, String id) throws IOException {
        store.undo(id);
    }

    @Override
    String key() {
        return "undo";
    }
}
