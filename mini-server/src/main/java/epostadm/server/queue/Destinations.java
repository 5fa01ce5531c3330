package epostadm.server.queue;

import epostadm.mailstore.account.AccountState;
import epostadm.mailstore.account.AliasTrail;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.store.Account;
import epostadm.mailstore.store.AccountWatch;
import epostadm.server.pause.DomainPauses;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/// Finds out where mail goes: aliases first, then the accounts of this store, then the rest of the world.
/// docs/store-format.md, "Queue".
final class Destinations {

    private static final AccountName POSTMASTER = new AccountName("postmaster");

    private final AccountWatch accounts;
    private final LocalDelivery local;
    private final DomainPauses pauses;

    Destinations(AccountWatch accounts, LocalDelivery local, DomainPauses pauses) {
        this.accounts = accounts;
        this.local = local;
        this.pauses = pauses;
    }

    Destination of(String recipient) throws IOException {
        AliasTrail trail = AliasTrail.of(recipient, accounts.aliases());
        return trail.circle()
                ? new Destination.Nowhere(
                        Outcome.failed(554, "5.4.6", "<" + recipient + "> Aliases go round in circles"))
                : behindAliases(trail.last());
    }

    private Destination behindAliases(String address) throws IOException {
        int at = address.lastIndexOf('@');
        if (at < 1 || at == address.length() - 1) {
            return new Destination.Nowhere(Outcome.failed(553, "5.1.3", "<" + address + "> No address"));
        }
        String domain = address.substring(at + 1).toLowerCase(Locale.ROOT);
        Optional<DomainName> ours = DomainName.parse(domain).filter(accounts.domains()::contains);
        if (ours.isEmpty()) {
            return DomainName.parse(domain).filter(accounts::away).isPresent()
                    ? away(address)
                    : new Destination.Outside(address, domain);
        }
        if (pauses.paused(ours.get())) {
            return new Destination.Nowhere(resting(address)); // Its index may be half changed.
        }
        Optional<AccountName> name = AccountName.parse(unquoted(address.substring(0, at)));
        Optional<Account> account = account(name, ours.get());
        if (account.isEmpty() && name.filter(POSTMASTER::equals).isPresent()) {
            return postmaster(address, ours.get());
        }
        if (account.isEmpty()) {
            return accounts.away(ours.get()) ? away(address) : unknown(address);
        }
        return account.get().entry().state() == AccountState.SUSPENDED_REFUSING_MAIL
                ? new Destination.Nowhere(
                        Outcome.deferred(Failure.REFUSED, 550, "5.2.1", "<" + address + "> Account is suspended."))
                : new Destination.Inside(account.get());
    }

    /// Looks twice for one who is not there: an alias may have been seen before its account, made just now.
    private Optional<Account> account(Optional<AccountName> name, DomainName domain) throws IOException {
        Optional<Account> account = name.isEmpty() ? Optional.empty() : accounts.account(name.get(), domain);
        if (name.isEmpty() || account.isPresent()) {
            return account;
        }
        accounts.lookAgain();
        return accounts.account(name.get(), domain);
    }

    /// Whether a destination still holds, once its domain has let the delivery in.
    boolean holds(Destination.Inside found) {
        return accounts.unchanged(found.account());
    }

    /// Nobody may look into mailboxes of the domain for now.
    static Outcome resting(String address) {
        return Outcome.deferred(
                Failure.DEFERRED, 450, "4.3.2", "<" + address + "> The domain is being worked on, try again later");
    }

    private static Destination unknown(String address) {
        return new Destination.Nowhere(Outcome.failed(550, "5.1.1", "<" + address + "> User unknown."));
    }

    /// While an index is put aside or cannot be read, nobody is known: as patient as with a server that is off.
    private static Destination away(String address) {
        return new Destination.Nowhere(Outcome.deferred(
                Failure.NO_ANSWER, 450, "4.3.2", "<" + address + "> The domain is being worked on, try again later"));
    }

    /// A postmaster without an account: the first stand-in that leads anywhere has the mail.
    private Destination postmaster(String address, DomainName domain) throws IOException {
        for (String standIn : local.postmasters(domain)) {
            boolean circle = standIn.toLowerCase(Locale.ROOT).startsWith(POSTMASTER + "@");
            Destination destination = circle ? unknown(standIn) : of(standIn);
            if (!(destination instanceof Destination.Nowhere)) {
                return destination;
            }
        }
        return unknown(address);
    }

    private static String unquoted(String localPart) {
        return localPart.length() > 2 && localPart.startsWith("\"") && localPart.endsWith("\"")
                ? localPart.substring(1, localPart.length() - 1).replaceAll("\\\\(.)", "$1")
                : localPart;
    }
}
