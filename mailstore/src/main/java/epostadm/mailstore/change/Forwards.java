package epostadm.mailstore.change;

import epostadm.mailstore.control.ControlFileName;
import epostadm.mailstore.control.ImsCtl;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.store.Mailbox;
import epostadm.mailstore.task.Progress;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Which mailboxes of the store forward their mail to which address.
final class Forwards {

    private final Map<String, List<String>> sources = new HashMap<>();

    private Forwards() {}

    /// Reads the `ims.ctl` of all mailboxes of all domains. One that cannot be read forwards nowhere: `store
    /// inspect` is the place to say so.
    static Forwards read(MailStore store, Progress progress) throws IOException {
        Map<Path, DomainName> roots = new LinkedHashMap<>();
        for (DomainName domain : store.domains()) {
            for (Mailbox mailbox : store.mailboxes(domain).present()) {
                roots.putIfAbsent(mailbox.root(), domain);
            }
        }
        Forwards forwards = new Forwards();
        progress.start(Progress.Phase.READING_ACCOUNTS, roots.size());
        for (Map.Entry<Path, DomainName> root : roots.entrySet()) {
            forwards.take(root.getKey(), root.getValue(), store);
            progress.step(1);
        }
        progress.finish();
        return forwards;
    }

    private void take(Path root, DomainName domain, MailStore store) throws IOException {
        try {
            Path file = ControlFileName.in(root, ImsCtl.NAME, store.edition());
            for (String target : ImsCtl.read(file).forwardAddresses(root, store.edition(), store.work())) {
                String address = target.indexOf('@') < 0 ? target + "@" + domain : target;
                sources.computeIfAbsent(address.toLowerCase(Locale.ROOT), _ -> new ArrayList<>(1))
                        .add(root.getFileName() + "@" + domain);
            }
        } catch (FileSystemException | RefusedException _) {
            // A pipe, a directory, a symbolic link, or not ours to read: it must not keep others from retiring.
        }
    }

    /// The addresses whose mail goes to the account as well.
    List<String> pointingTo(AccountName name, DomainName domain) {
        return sources.getOrDefault((name + "@" + domain).toLowerCase(Locale.ROOT), List.of());
    }
}
