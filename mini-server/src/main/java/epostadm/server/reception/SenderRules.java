package epostadm.server.reception;

import epostadm.mailstore.store.Account;
import epostadm.mailstore.store.AccountWatch;
import epostadm.server.smtp.Replies;
import epostadm.server.smtp.ReversePath;
import epostadm.server.smtp.SmtpAddress;
import epostadm.server.smtp.SmtpReply;
import epostadm.server.smtp.session.Client;
import java.io.IOException;
import java.util.Optional;

/// Who may send in which name.
final class SenderRules {

    private final AccountWatch accounts;
    private final Addressees addressees;

    SenderRules(AccountWatch accounts, Addressees addressees) {
        this.accounts = accounts;
        this.addressees = addressees;
    }

    Optional<SmtpReply> refusal(Client client, ReversePath from) throws IOException {
        Standing standing = Standing.of(accounts.effects(), client, from);
        if (standing.refused()) {
            return Optional.of(Replies.senderRefused(from));
        }
        boolean allowed = client.account().isEmpty()
                || standing.trusted()
                || own(client.account().get(), from);
        return allowed ? Optional.empty() : Optional.of(Replies.foreignSender(from));
    }

    /// Whether mail to the sender comes to the account. The null sender is everybody's: notices that a message was
    /// read have it (RFC 8098 section 2.1).
    private boolean own(String account, ReversePath from) throws IOException {
        return switch (from) {
            case ReversePath.Nobody _ -> true;
            case ReversePath.Sender(SmtpAddress address) ->
                address.toString().equalsIgnoreCase(account)
                        || addressees.of(address) instanceof Addressee.Here(Account owner)
                                && Addressees.address(owner).equalsIgnoreCase(account);
        };
    }
}
