package epostadm.cli.command;

import epostadm.mailstore.change.ExclusiveStore;
import java.io.IOException;

/// `changes resume`: a change that was cut short is brought to its end.
final class ChangesResume extends ChangesEnd {

    @Override
    void end(ExclusiveStore store, String id) throws IOException {
        store.resume(id);
    }

    @Override
    String key() {
        return "resume";
    }
}
