package epostadm.cli.command;

import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.store.MailStore;
import epostadm.server.control.MiniServerControl;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// A domain that nobody works in: the running mini-server pauses it, and with it those that may share its
/// mailboxes; without one, none can start meanwhile.
final class StillDomain {

    private StillDomain() {}

    /// Nobody is in the domain's mailboxes from when this returns until what it returns is closed.
    static Closeable keep(MailStore store, DomainName domain, Invocation invocation) throws IOException, Refusal {
        Optional<MiniServerControl> server = MiniServerControl.of(store.work());
        if (server.isEmpty()) {
            // Refuses where a server is there that cannot be asked.
            return store.serving(invocation.holder());
        }
        try {
            for (DomainName paused : store.layout(domain) == Layout.PER_DOMAIN ? List.of(domain) : store.domains()) {
                if (!server.get().pause(paused)) {
                    throw new Refusal(ExitCode.STORE_IN_USE, invocation.text("domain.busy", paused));
                }
                invocation.note("domain.paused", paused);
            }
            return server.get()::close;
        } catch (IOException | RuntimeException | Refusal e) {
            try (MiniServerControl _ = server.get()) {
                throw e;
            }
        }
    }
}
