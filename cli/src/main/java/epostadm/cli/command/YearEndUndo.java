package epostadm.cli.command;

import epostadm.cli.console.Refusal;
import epostadm.mailstore.change.ExclusiveStore;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.yearend.YearEnds;
import java.io.Closeable;
import java.io.IOException;

/// `year-end undo`: the store back to what it was before the change-over, byte for byte.
final class YearEndUndo extends ChangeEnding {

    @Override
    String id(MailStore store, Invocation invocation) throws IOException, Refusal {
        return new YearEnds(store, invocation.domain(store)).toUndo().id();
    }

    @Override
    void end(ExclusiveStore store, String id) throws IOException {
        store.undo(id);
    }

    @Override
    ExclusiveStore.Services services() {
        return ExclusiveStore.Services.MAY_RUN;
    }

    @Override
    Closeable keepStill(MailStore store, Invocation invocation) throws IOException, Refusal {
        return StillDomain.keep(store, invocation.domain(store), invocation);
    }

    @Override
    String key() {
        return "undo";
    }
}
