package epostadm.cli.command;

import epostadm.mailstore.change.ExclusiveStore;
import java.io.IOException;

/// `changes purge`: what a change took away is deleted for good.
final class ChangesPurge extends ChangesEnd {

    @Override
    void end(ExclusiveStore store, String id) throws IOException {
        store.purge(id);
    }

    @Override
    String key() {
        return "purge";
    }

    @Override
    ExclusiveStore.Services services() {
        return ExclusiveStore.Services.MAY_RUN;
    }
}
