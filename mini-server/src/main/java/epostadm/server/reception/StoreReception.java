package epostadm.server.reception;

import epostadm.mailstore.store.AccountWatch;
import epostadm.server.smtp.ForwardPath;
import epostadm.server.smtp.MailParameters;
import epostadm.server.smtp.ReversePath;
import epostadm.server.smtp.SmtpReply;
import epostadm.server.smtp.session.Client;
import epostadm.server.smtp.session.Envelope;
import epostadm.server.smtp.session.Reception;
import epostadm.server.wire.FileWork;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

/// What a store and its control files say to a message's envelope. A change of theirs is seen within two seconds.
/// docs/store-format.md, "Other control files".
///
/// Each question is one hand-over to the pool for reading.
public final class StoreReception implements Reception {

    private final FileWork files;
    private final SenderRules senders;
    private final RecipientRules recipients;

    /// @param sizeLimit of mailboxes without one of their own, in bytes; 0 for none
    public StoreReception(AccountWatch accounts, FileWork files, long sizeLimit, InstantSource clock) {
        Addressees addressees = new Addressees(accounts);
        this.files = files;
        this.senders = new SenderRules(accounts, addressees);
        this.recipients = new RecipientRules(accounts, addressees, new SizeLimits(sizeLimit, clock));
    }

    @Override
    public Verdict sender(Client client, ReversePath from, MailParameters parameters) throws IOException {
        return verdict(files.read(() -> senders.refusal(client, from)));
    }

    @Override
    public Verdict recipient(Envelope soFar, ForwardPath to) throws IOException {
        return switch (to) {
            // RFC 5321 section 4.5.1.
            case ForwardPath.Postmaster _ -> new Verdict.Accepted();
            case ForwardPath.Recipient named -> verdict(files.read(() -> recipients.refusal(soFar, named)));
        };
    }

    private static Verdict verdict(Optional<SmtpReply> refusal) {
        return refusal.<Verdict>map(Verdict.Refused::new).orElseGet(Verdict.Accepted::new);
    }
}
