package epostadm.mailstore.store;

import epostadm.mailstore.account.AccountIndex;
import epostadm.mailstore.account.Aliases;
import epostadm.mailstore.disk.StoreLayout;
import epostadm.mailstore.disk.StoreLock;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.journal.ChangeLog;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// An E-Post mail store, opened at its work folder. Reads as much as it is asked for and holds no file open.
public final class MailStore {

    private final StoreLayout layout;

    private MailStore(StoreLayout layout) {
        this.layout = layout;
    }

    /// @throws RefusedException where the directory is missing, empty, or no store
    public static MailStore open(Path directory) throws IOException {
        return new MailStore(StoreLayout.detect(directory));
    }

    /// Where everything lies; for the packages of this module.
    public StorePaths paths() {
        return layout.paths();
    }

    public Path work() {
        return paths().work();
    }

    public Edition edition() {
        return layout.edition();
    }

    public Layout layout(DomainName domain) {
        return layout.of(domain);
    }

    /// The longest name that an account may have here, in characters.
    public int accountNameLength() {
        return layout.settings().accountNameLength();
    }

    /// The domains of the store, sorted: those that have an account index or mailboxes of their own.
    public List<DomainName> domains() {
        return layout.domains();
    }

    /// Domains whose account index was put aside and that nothing else shows: the vendor's year-end does that.
    public List<DomainName> domainsPutAside() throws IOException {
        return layout.putAside();
    }

    /// The domain that was named, or the only one.
    ///
    /// @throws RefusedException where none was named and there is not exactly one, or the named one is unknown
    public DomainName domain(Optional<DomainName> named) throws RefusedException {
        List<DomainName> domains = domains();
        if (named.isEmpty()) {
            if (domains.size() != 1) {
                throw new RefusedException(new Refusal.DomainNeeded(domains));
            }
            return domains.getFirst();
        }
        if (!domains.contains(named.get())) {
            throw new RefusedException(new Refusal.UnknownDomain(named.get(), domains));
        }
        return named.get();
    }

    /// The domain's accounts.
    ///
    /// @throws RefusedException where the index is the vendor's, or there is none
    public AccountIndex accounts(DomainName domain) throws IOException {
        return switch (AccountIndex.read(paths().accountIndex(domain), domain)) {
            case AccountIndex.Found.Own(AccountIndex index) -> index;
            case AccountIndex.Found.Vendors(Path file) -> throw new RefusedException(new Refusal.VendorManaged(file));
            case AccountIndex.Found.Absent(Path file) ->
                throw new RefusedException(new Refusal.NoAccountIndex(file, domain));
        };
    }

    /// Where the alias table is, or would be.
    public Path aliasFile() {
        return paths().aliases();
    }

    /// The alias table; one without lines where there is none yet.
    public Aliases aliases() throws IOException {
        Path file = aliasFile();
        return StorePaths.taken(file) ? Aliases.read(file) : Aliases.empty();
    }

    /// The domain's mailboxes, whose names are read once.
    public Mailboxes mailboxes(DomainName domain) throws IOException {
        return Mailboxes.read(this, domain);
    }

    /// One account with its mailbox.
    ///
    /// @throws RefusedException where there is no such account
    public Account account(AccountName name, DomainName domain) throws IOException {
        AccountIndex index = accounts(domain);
        return new Account(
                index.find(name)
                        .orElseThrow(() ->
                                new RefusedException(new Refusal.UnknownAccount(name, domain, index.similar(name)))),
                domain,
                mailboxes(domain).find(name));
    }

    public ChangeLog changes() {
        return new ChangeLog(paths());
    }

    /// Takes the store's one-writer lock. `holder` is one line: host, process, command, since.
    public StoreLock lock(String holder) throws IOException {
        paths().makeOurs();
        return StoreLock.take(paths().lock(), holder);
    }

    /// Takes the lock of the one who serves the store. Commands may change the store meanwhile; those that need it
    /// at rest take this lock too.
    ///
    /// @return gives it back
    /// @throws RefusedException with [Refusal.StoreServed] where somebody has it
    public Closeable serving(String holder) throws IOException {
        paths().makeOurs();
        try {
            return StoreLock.take(paths().serving(), holder)::close;
        } catch (RefusedException e) {
            if (e.refusal() instanceof Refusal.StoreInUse(Path lock, String other)) {
                throw new RefusedException(new Refusal.StoreServed(lock, other));
            }
            throw e;
        }
    }

    /// Where a server keeps the certificate that it made itself.
    public Path certificate() {
        return paths().ours().resolve("certificate.p12");
    }
}
