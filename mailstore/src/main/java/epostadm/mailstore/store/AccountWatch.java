package epostadm.mailstore.store;

import epostadm.mailstore.account.AccountEntry;
import epostadm.mailstore.account.AccountIndex;
import epostadm.mailstore.account.AccountState;
import epostadm.mailstore.account.Aliases;
import epostadm.mailstore.control.ControlFileName;
import epostadm.mailstore.control.EffectDat;
import epostadm.mailstore.control.GatewayDat;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The accounts of a store for one who serves it while others change it: a change is seen within two seconds, and
/// no index is read twice without need. Safe for many threads.
///
/// An index that cannot be read, because it is damaged or the vendor's, leaves the accounts as they were; where
/// there is none the domain has no accounts, and [#away] says that this is not for good. docs/store-format.md,
/// "Account index".
public final class AccountWatch {

    private final InstantSource clock;
    private final Consumer<IOException> trouble;
    private final Watched<Opened> opened;
    private final Map<DomainName, Watched<Known>> indexes = new ConcurrentHashMap<>();

    /// The domains that were the store's at any time since this began.
    private final Set<DomainName> seen = ConcurrentHashMap.newKeySet();

    private final Watched<Aliases> aliases;
    private final Watched<GatewayDat> gateways;
    private final Watched<EffectDat> effects;

    /// A store as it was opened last, and its lists of mailboxes, which hang on its layouts.
    private record Opened(
            MailStore store, Set<DomainName> putAside, Map<DomainName, Watched<Optional<Mailboxes>>> mailboxes) {}

    /// @param there whether the accounts were ever read, and the index has not gone since
    private record Known(AccountIndex accounts, boolean there) {}

    /// @param trouble is told, once each, what could not be read
    public AccountWatch(MailStore store, InstantSource clock, Consumer<IOException> trouble) {
        this.clock = clock;
        this.trouble = trouble;
        this.opened = new Watched<>(
                List.of(store.paths().settings(), store.paths().accountData()),
                new Opened(store, Set.of(), new ConcurrentHashMap<>()),
                () -> open(store.work()),
                clock,
                trouble);
        this.aliases = new Watched<>(
                List.of(store.paths().aliases()),
                Aliases.empty(),
                () -> Files.exists(store.paths().aliases())
                        ? Aliases.read(store.paths().aliases())
                        : Aliases.empty(),
                clock,
                trouble);
        Path gatewayDat = store.work().resolve(GatewayDat.NAME);
        this.gateways = new Watched<>(
                List.of(gatewayDat), GatewayDat.NONE, () -> GatewayDat.readFile(gatewayDat), clock, trouble);
        this.effects = new Watched<>(
                List.of(
                        store.work().resolve(EffectDat.NAME),
                        store.work().resolve(EffectDat.NAME.toUpperCase(Locale.ROOT))),
                EffectDat.NONE,
                () -> EffectDat.readFile(ControlFileName.in(store.work(), EffectDat.NAME, store.edition())),
                clock,
                trouble);
    }

    private Opened open(Path work) throws IOException {
        MailStore now = MailStore.open(work);
        seen.addAll(now.domains());
        return new Opened(now, Set.copyOf(now.domainsPutAside()), new ConcurrentHashMap<>());
    }

    /// Whoever asks from now on hears how it is now, not how it was a second ago.
    public void lookAgain() {
        opened.lookAgain();
        opened.value().mailboxes().values().forEach(Watched::lookAgain);
        indexes.values().forEach(Watched::lookAgain);
        aliases.lookAgain();
    }

    /// The alias table.
    public Aliases aliases() {
        return aliases.value();
    }

    /// The hosts that mail to other domains goes to, as `gateway.dat` in the work folder has them.
    public GatewayDat gateways() {
        return gateways.value();
    }

    /// Whose mail is taken, as the server-wide `effect.dat` in the work folder has it.
    public EffectDat effects() {
        return effects.value();
    }

    /// The store with its domains as they are now.
    public MailStore store() {
        return opened.value().store();
    }

    public List<DomainName> domains() {
        return store().domains();
    }

    /// The domain's accounts; none where the domain is not the store's.
    public AccountIndex accounts(DomainName domain) {
        return known(domain).accounts();
    }

    /// Whether nobody can tell now who is in a domain of ours: its index was put aside, or could not be read yet.
    /// Mail for it has to wait, and must not be returned as if its accounts had gone.
    public boolean away(DomainName domain) {
        Opened now = opened.value();
        return now.store().domains().contains(domain)
                ? !known(domain).there()
                : seen.contains(domain) || now.putAside().contains(domain);
    }

    /// All domains of ours of which [#away(DomainName)] is true.
    public Set<DomainName> away() {
        Opened now = opened.value();
        return Stream.of(now.store().domains(), now.putAside(), seen)
                .flatMap(Collection::stream)
                .filter(this::away)
                .collect(Collectors.toUnmodifiableSet());
    }

    private Known known(DomainName domain) {
        MailStore store = store();
        if (!store.domains().contains(domain)) {
            return new Known(AccountIndex.empty(domain), false);
        }
        return indexes.computeIfAbsent(domain, _ -> watchIndex(store.paths().accountIndex(domain), domain))
                .value();
    }

    public Optional<AccountEntry> find(AccountName name, DomainName domain) {
        return accounts(domain).find(name);
    }

    /// The account with its mailbox.
    ///
    /// @throws RefusedException where the mailbox cannot be told, as [Mailboxes#find(AccountName)] says
    public Optional<Account> account(AccountName name, DomainName domain) throws IOException {
        Optional<AccountEntry> entry = find(name, domain);
        return entry.isEmpty()
                ? Optional.empty()
                : Optional.of(new Account(entry.get(), domain, mailbox(name, domain)));
    }

    /// Whether the account is still there and may log in; a session of one that may not has to end.
    public boolean allowed(AccountName name, DomainName domain) {
        return find(name, domain)
                .filter(entry -> entry.state() == AccountState.ACTIVE)
                .isPresent();
    }

    /// Whether the account is still the very one that was found: while its domain was at rest it may have become
    /// another's, of the same name.
    public boolean unchanged(Account found) {
        return find(found.entry().name(), found.domain())
                .filter(found.entry()::equals)
                .isPresent();
    }

    private Optional<Mailbox> mailbox(AccountName name, DomainName domain) throws IOException {
        Opened now = opened.value();
        Optional<Mailboxes> mailboxes = now.mailboxes()
                .computeIfAbsent(domain, _ -> watchMailboxes(now.store(), domain))
                .value();
        return mailboxes.isEmpty() ? Optional.empty() : mailboxes.get().findNow(name);
    }

    private Watched<Known> watchIndex(Path file, DomainName domain) {
        Known none = new Known(AccountIndex.empty(domain), false);
        return new Watched<>(
                List.of(file),
                none,
                () -> switch (AccountIndex.read(file, domain)) {
                    case AccountIndex.Found.Own(AccountIndex index) -> new Known(index, true);
                    case AccountIndex.Found.Vendors _ -> throw new RefusedException(new Refusal.VendorManaged(file));
                    case AccountIndex.Found.Absent _ -> {
                        trouble.accept(new RefusedException(new Refusal.NoAccountIndex(file, domain)));
                        yield none;
                    }
                },
                clock,
                trouble);
    }

    private Watched<Optional<Mailboxes>> watchMailboxes(MailStore store, DomainName domain) {
        Path directory = store.paths().roots(domain, store.layout(domain));
        return new Watched<>(
                List.of(directory), Optional.empty(), () -> Optional.of(store.mailboxes(domain)), clock, trouble);
    }
}
