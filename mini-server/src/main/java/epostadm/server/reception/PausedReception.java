package epostadm.server.reception;

import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.store.AccountWatch;
import epostadm.server.pause.DomainPauses;
import epostadm.server.smtp.ForwardPath;
import epostadm.server.smtp.MailParameters;
import epostadm.server.smtp.Replies;
import epostadm.server.smtp.ReversePath;
import epostadm.server.smtp.SmtpAddress;
import epostadm.server.smtp.session.Client;
import epostadm.server.smtp.session.Envelope;
import epostadm.server.smtp.session.Reception;
import epostadm.server.wire.FileWork;
import java.io.IOException;
import java.util.Optional;

/// Asks another, unless the mail has to do with a domain at rest: then the client is told to come later. Nobody's
/// mailbox is looked at meanwhile, and nobody is told that an account does not exist.
public final class PausedReception implements Reception {

    private final Reception asked;
    private final Addressees addressees;
    private final FileWork files;
    private final DomainPauses pauses;

    public PausedReception(Reception asked, AccountWatch accounts, FileWork files, DomainPauses pauses) {
        this.asked = asked;
        this.addressees = new Addressees(accounts);
        this.files = files;
        this.pauses = pauses;
    }

    @Override
    public Verdict sender(Client client, ReversePath from, MailParameters parameters) throws IOException {
        boolean rests = client.account()
                .flatMap(SmtpAddress::parse)
                .map(SmtpAddress::domain)
                .filter(this::resting)
                .isPresent();
        return rests ? refused() : asked.sender(client, from, parameters);
    }

    @Override
    public Verdict recipient(Envelope soFar, ForwardPath to) throws IOException {
        return to instanceof ForwardPath.Recipient named && !pauses.paused().isEmpty() && resting(named.address())
                ? refused()
                : asked.recipient(soFar, to);
    }

    private boolean resting(SmtpAddress address) throws IOException {
        if (resting(address.domain())) {
            return true;
        }
        return files.read(() -> addressees.of(address)) instanceof Addressee.Here(var account)
                && pauses.paused(account.domain());
    }

    private boolean resting(String domain) {
        Optional<DomainName> name = DomainName.parse(domain);
        return name.isPresent() && pauses.paused(name.get());
    }

    private static Verdict refused() {
        return new Verdict.Refused(Replies.domainResting());
    }
}
