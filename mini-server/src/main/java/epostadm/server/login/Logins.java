package epostadm.server.login;

import epostadm.mailstore.account.AccountIndex;
import epostadm.mailstore.account.AccountState;
import epostadm.mailstore.account.Password;
import epostadm.mailstore.account.PasswordScheme;
import epostadm.mailstore.account.ScramVerifier;
import epostadm.mailstore.control.ApopDat;
import epostadm.mailstore.control.ControlFileName;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.store.Account;
import epostadm.mailstore.store.AccountWatch;
import epostadm.mailstore.store.Mailbox;
import epostadm.server.sasl.Credentials;
import epostadm.server.sasl.ScramSecret;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// Lets people in, or not, by the store's account indexes.
///
/// The answer for an unknown name is that for a wrong password, and costs a hash as well; what difference is left,
/// [ClientLogins#pause()] covers. A name without a domain belongs to the store's only domain; where there are
/// several, it is nobody's. Whose domain is away hears so: [DomainAwayException].
public final class Logins implements Credentials {

    private static final int LONGEST_NAME = AccountName.MAX_LENGTH + 1 + DomainName.MAX_LENGTH;

    private final AccountWatch accounts;
    private final Decoys decoys;
    private final VerifiedPasswords verified;
    private final Password nobodys;
    private final Map<DomainName, ClearKnown> clearKnown = new ConcurrentHashMap<>();

    /// @param secret stays the same over restarts, so that what an unknown name is answered does too
    public Logins(AccountWatch accounts, byte[] secret, SecureRandom random) {
        this.accounts = accounts;
        this.decoys = new Decoys(secret);
        this.verified = new VerifiedPasswords(new Fingerprints(random));
        this.nobodys = PasswordScheme.SCRAM_SHA_256.hash(Long.toHexString(random.nextLong()), random);
    }

    /// Whether a session of this account may go on: the account is there and not suspended.
    public boolean stillAllowed(Account account) {
        return accounts.allowed(account.entry().name(), account.domain());
    }

    /// Whether it is still the very account that the client has proven to be.
    boolean unchanged(Account account) {
        return accounts.unchanged(account);
    }

    @Override
    public Optional<Account> byPassword(String name, String password, String authorization) throws IOException {
        Optional<Account> account = find(name);
        Password stored = account.map(found -> found.entry().password()).orElse(nobodys);
        return admit(account, verified.matches(stored, password)).filter(found -> mayActAs(found, authorization));
    }

    @Override
    public Optional<Account> byProof(String name, Predicate<String> right) throws IOException {
        Optional<Account> account = find(name);
        Optional<String> clear = account.isEmpty() ? Optional.empty() : clear(account.get());
        boolean proven = right.test(clear.orElseGet(nobodys::value));
        return admit(account, proven && clear.isPresent());
    }

    @Override
    public ScramSecret scram(String name) throws IOException {
        Optional<Account> account = find(name);
        if (account.isPresent()) {
            Optional<ScramVerifier> stored = stored(account.get().entry().password());
            if (stored.isPresent()) {
                ScramVerifier keys = stored.get();
                return new ScramSecret(name, keys.iterations(), keys.salt(), () -> keys, account);
            }
        }
        byte[] salt = decoys.salt(canonical(name));
        Optional<String> clear = account.isEmpty() ? Optional.empty() : clear(account.get());
        String password = clear.orElseGet(nobodys::value);
        return new ScramSecret(
                name,
                ScramVerifier.DEFAULT_ITERATIONS,
                salt,
                () -> ScramVerifier.derive(password, salt, ScramVerifier.DEFAULT_ITERATIONS),
                account.filter(_ -> clear.isPresent()));
    }

    @Override
    public Optional<Account> byScram(ScramSecret secret, boolean right, String authorization) {
        return admit(secret.account(), right).filter(found -> mayActAs(found, authorization));
    }

    /// Each may act under its own name, and under no other.
    private boolean mayActAs(Account account, String authorization) {
        return authorization.isEmpty()
                || LoginName.parse(authorization)
                        .filter(other -> other.account().equals(account.entry().name()))
                        .flatMap(this::domain)
                        .filter(account.domain()::equals)
                        .isPresent();
    }

    /// Whether somebody's password is known in clear: it lies so in the index, or in `apop.dat`, which the
    /// account's APOP flag announces.
    boolean clearPasswordsKnown() {
        for (DomainName domain : accounts.domains()) {
            AccountIndex index = accounts.accounts(domain);
            ClearKnown known = clearKnown.get(domain);
            if (known == null || known.index() != index) {
                known = new ClearKnown(
                        index,
                        index.entries().stream()
                                .anyMatch(entry ->
                                        entry.apop() || entry.password().clear().isPresent()));
                clearKnown.put(domain, known);
            }
            if (known.known()) {
                return true;
            }
        }
        return false;
    }

    /// What was found in an index, as long as it is that one.
    private record ClearKnown(AccountIndex index, boolean known) {}

    /// One spelling for all of a name, whether it is somebody's or not; cut where it is too long to be anybody's,
    /// as it is remembered.
    String canonical(String name) {
        Optional<LoginName> login = LoginName.parse(name);
        return login.map(found -> found.account().key() + "@"
                        + domain(found).or(found::domain).map(DomainName::text).orElse(""))
                .orElse(name.substring(0, Math.min(name.length(), LONGEST_NAME)));
    }

    private static Optional<Account> admit(Optional<Account> account, boolean right) {
        return account.filter(found -> right && found.entry().state() == AccountState.ACTIVE);
    }

    private Optional<Account> find(String name) throws IOException {
        Optional<LoginName> login = LoginName.parse(name);
        if (login.isPresent()) {
            requireThere(login.get());
        }
        Optional<DomainName> domain = login.flatMap(this::domain);
        return domain.isEmpty() ? Optional.empty() : find(login.get().account(), domain.get());
    }

    /// A client that heard of a wrong password would ask its user for another one.
    private void requireThere(LoginName login) throws DomainAwayException {
        Set<DomainName> away = accounts.away();
        Optional<DomainName> domain = login.domain().or(() -> onlyOne(away));
        if (domain.isPresent() && away.contains(domain.get())) {
            throw new DomainAwayException(domain.get());
        }
    }

    /// The store's only domain, be its index there or away.
    private Optional<DomainName> onlyOne(Set<DomainName> away) {
        Set<DomainName> all = new HashSet<>(accounts.domains());
        all.addAll(away);
        return all.size() == 1 ? all.stream().findFirst() : Optional.empty();
    }

    private Optional<Account> find(AccountName name, DomainName domain) throws IOException {
        return accounts.account(name, domain);
    }

    private Optional<DomainName> domain(LoginName name) {
        List<DomainName> domains = accounts.domains();
        if (name.domain().isPresent()) {
            return name.domain().filter(domains::contains);
        }
        return domains.size() == 1 ? Optional.of(domains.getFirst()) : Optional.empty();
    }

    /// The password itself: out of the index, or of `apop.dat` unless the vendor has scrambled it.
    /// docs/store-format.md, "Mailbox root".
    private static Optional<String> clear(Account account) throws IOException {
        Optional<String> stored = account.entry().password().clear();
        if (stored.isPresent() || account.mailbox().isEmpty()) {
            return stored;
        }
        Mailbox mailbox = account.mailbox().get();
        return switch (ApopDat.readFile(ControlFileName.in(mailbox.root(), ApopDat.NAME, mailbox.edition()))) {
            case ApopDat.Content.Clear(String password) -> Optional.of(password).filter(text -> !text.isEmpty());
            case ApopDat.Content.Missing _, ApopDat.Content.Obfuscated _ -> Optional.empty();
        };
    }

    private static Optional<ScramVerifier> stored(Password password) {
        return password.knownScheme()
                .filter(scheme -> scheme == PasswordScheme.SCRAM_SHA_256)
                .flatMap(_ -> ScramVerifier.parse(password.value()));
    }
}
