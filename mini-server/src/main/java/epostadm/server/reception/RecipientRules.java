package epostadm.server.reception;

import epostadm.mailstore.account.AccountState;
import epostadm.mailstore.control.EffectDat;
import epostadm.mailstore.store.Account;
import epostadm.mailstore.store.AccountWatch;
import epostadm.mailstore.store.Mailbox;
import epostadm.server.smtp.ForwardPath;
import epostadm.server.smtp.Replies;
import epostadm.server.smtp.ReversePath;
import epostadm.server.smtp.SmtpAddress;
import epostadm.server.smtp.SmtpReply;
import epostadm.server.smtp.session.Client;
import epostadm.server.smtp.session.Envelope;
import java.io.IOException;
import java.util.Optional;

/// Who may send to whom.
final class RecipientRules {

    private final AccountWatch accounts;
    private final Addressees addressees;
    private final SizeLimits sizes;

    RecipientRules(AccountWatch accounts, Addressees addressees, SizeLimits sizes) {
        this.accounts = accounts;
        this.addressees = addressees;
        this.sizes = sizes;
    }

    Optional<SmtpReply> refusal(Envelope soFar, ForwardPath.Recipient to) throws IOException {
        Addressee addressee = addressees.of(to.address());
        if (addressee instanceof Addressee.Postmaster) {
            return Optional.empty();
        }
        if (forbidden(soFar, to)) {
            return Optional.of(Replies.forbiddenDestination());
        }
        return switch (addressee) {
            case Addressee.Postmaster _ -> Optional.empty();
            case Addressee.Away _ -> Optional.of(Replies.domainResting());
            case Addressee.Unknown _ -> Optional.of(Replies.userUnknown(to));
            case Addressee.Circle _ -> Optional.of(Replies.aliasesInCircles(to));
            case Addressee.Elsewhere(SmtpAddress _, boolean aliased) ->
                aliased
                                || Standing.of(accounts.effects(), soFar.client(), soFar.from())
                                        .relays()
                        ? Optional.empty()
                        : Optional.of(Replies.noRelaying(to));
            case Addressee.Here(Account account) -> here(soFar, to, account);
        };
    }

    /// Whether `sender.dat` keeps the one who sends from writing there.
    private boolean forbidden(Envelope soFar, ForwardPath.Recipient to) throws IOException {
        Optional<Mailbox> senders = sender(soFar.client(), soFar.from()).flatMap(Account::mailbox);
        return senders.isPresent() && !senders.get().destinations().permits(to.toString());
    }

    /// The account that logged in, or the one in whose name the message comes.
    private Optional<Account> sender(Client client, ReversePath from) throws IOException {
        Optional<SmtpAddress> address = client.account().isPresent()
                ? SmtpAddress.parse(client.account().get())
                : from.named();
        return address.isEmpty() ? Optional.empty() : addressees.account(address.get());
    }

    private Optional<SmtpReply> here(Envelope soFar, ForwardPath to, Account account) throws IOException {
        if (account.entry().state() == AccountState.SUSPENDED_REFUSING_MAIL) {
            return Optional.of(Replies.accountSuspended(to));
        }
        if (account.mailbox().isPresent()) {
            EffectDat effects = account.mailbox().get().effects();
            String from = soFar.from().toString();
            if (effects.rule(effects.line(from)) == EffectDat.Rule.REFUSE) {
                return Optional.of(Replies.senderRefused(soFar.from()));
            }
        }
        return sizes.full(soFar, account) ? Optional.of(Replies.mailboxFull()) : Optional.empty();
    }
}
