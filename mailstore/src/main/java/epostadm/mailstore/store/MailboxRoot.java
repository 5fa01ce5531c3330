package epostadm.mailstore.store;

import epostadm.mailstore.disk.Ownership;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/// Makes the mailbox roots of accounts that have none yet. docs/store-format.md, "Account rules".
public final class MailboxRoot {

    private MailboxRoot() {}

    /// Brings a directory's names to the disk.
    @FunctionalInterface
    public interface Forcing {
        void force(Path directory) throws IOException;
    }

    /// The account's mailbox root, made like the directory that holds all of them where there is none.
    ///
    /// @param store as it is now
    /// @throws RefusedException where a symbolic link leads elsewhere, or directories differ only in case, or the
    /// account is none any more
    public static Path required(Account account, MailStore store, Forcing forcing) throws IOException {
        if (account.mailbox().isPresent()) {
            return directory(account.mailbox().get().root(), store);
        }
        Mailboxes mailboxes = store.mailboxes(account.domain());
        Path root = mailboxes.rootOf(account.entry().name());
        if (!StorePaths.taken(root)) {
            requireThere(account, store);
            Ownership ownership = Ownership.of(store.paths().inbox());
            make(mailboxes.directory(), ownership, forcing);
            make(root, ownership, forcing);
        }
        return directory(root, store);
    }

    /// Whoever was retired a second ago may be taken for an account still. What is made for them would be in the
    /// way of their own mailbox when it is to come back.
    private static void requireThere(Account account, MailStore store) throws IOException {
        AccountName name = account.entry().name();
        if (store.accounts(account.domain()).find(name).isEmpty()) {
            throw new RefusedException(new Refusal.UnknownAccount(name, account.domain(), List.of()));
        }
    }

    private static void make(Path directory, Ownership ownership, Forcing forcing) throws IOException {
        if (StorePaths.taken(directory)) {
            return;
        }
        try {
            ownership.make(directory);
        } catch (FileAlreadyExistsException e) {
            // Another thread was quicker; its name is forced by whoever comes first.
        }
        forcing.force(directory.getParent());
    }

    private static Path directory(Path root, MailStore store) throws IOException {
        if (!Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)
                || !store.paths().contained(root)) {
            throw new RefusedException(new Refusal.LeadsOutOfStore(root));
        }
        return root;
    }
}
