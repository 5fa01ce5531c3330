package epostadm.server.reception;

import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.store.AccountWatch;
import epostadm.server.smtp.ForwardPath;
import epostadm.server.smtp.MailParameters;
import epostadm.server.smtp.Replies;
import epostadm.server.smtp.ReversePath;
import epostadm.server.smtp.SmtpAddress;
import epostadm.server.smtp.session.Client;
import epostadm.server.smtp.session.Envelope;
import epostadm.server.smtp.session.Reception;
import java.io.IOException;
import java.util.Optional;

/// The built-in rule: anybody may send to those who are here, and only who has logged in to the rest of the world.
/// docs/store-format.md, "effect.dat".
public final class MailPolicy implements Reception {

    private final AccountWatch accounts;

    public MailPolicy(AccountWatch accounts) {
        this.accounts = accounts;
    }

    @Override
    public Verdict sender(Client client, ReversePath from, MailParameters parameters) {
        return new Verdict.Accepted();
    }

    @Override
    public Verdict recipient(Envelope soFar, ForwardPath to) throws IOException {
        return switch (to) {
            case ForwardPath.Postmaster _ -> new Verdict.Accepted();
            case ForwardPath.Recipient(SmtpAddress address) -> recipient(soFar, to, address);
        };
    }

    private Verdict recipient(Envelope soFar, ForwardPath to, SmtpAddress address) throws IOException {
        Optional<DomainName> domain = DomainName.parse(address.domain())
                .filter(name -> accounts.domains().contains(name));
        if (domain.isEmpty()) {
            return soFar.client().account().isPresent()
                    ? new Verdict.Accepted()
                    : new Verdict.Refused(Replies.noRelaying(to));
        }
        boolean known = address.localPart().equalsIgnoreCase("postmaster")
                || AccountName.parse(address.localPart())
                        .filter(name -> accounts.allowed(name, domain.get()))
                        .isPresent();
        return known ? new Verdict.Accepted() : new Verdict.Refused(Replies.userUnknown(to));
    }
}
