package epostadm.mailstore.yearend;

import epostadm.mailstore.control.AddressPatterns;
import epostadm.mailstore.control.ControlFileName;
import epostadm.mailstore.control.ImsCtl;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.store.Mailbox;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Looks at a mailbox that nobody owns: what would a newcomer of its name inherit?
final class FoundFolders {

    /// Those that do something to mail. docs/store-format.md, "Mailbox root".
    private static final Set<String> TELLING =
            Set.of(ImsCtl.NAME, AddressPatterns.PERMIT_FROM, "mail.dat", "sender.dat", "effect.dat", "usetime.dat");

    private FoundFolders() {}

    static Trap.FoundFolder look(AccountName account, Mailbox mailbox, Path work, boolean putAside) throws IOException {
        Mailbox.Use use = mailbox.use();
        Map<String, Path> files = ControlFileName.present(mailbox.root(), TELLING, mailbox.edition());
        return new Trap.FoundFolder(
                account,
                mailbox.root().getFileName().toString(),
                use.messages(),
                use.bytes(),
                forwards(mailbox, work),
                files.keySet().stream().sorted().toList(),
                putAside);
    }

    private static List<String> forwards(Mailbox mailbox, Path work) throws IOException {
        try {
            Path file = ControlFileName.in(mailbox.root(), ImsCtl.NAME, mailbox.edition());
            return ImsCtl.read(file).forwardAddresses(mailbox.root(), mailbox.edition(), work);
        } catch (FileSystemException | RefusedException _) {
            return List.of();
        }
    }
}
