package epostadm.server.delivery;

import epostadm.mailstore.control.ImsCtl;
import epostadm.mailstore.control.ReplyText;
import epostadm.mailstore.message.HeaderSection;
import epostadm.mailstore.spool.QueuedMessage;
import epostadm.mailstore.spool.Recipient;
import epostadm.mailstore.store.Account;
import epostadm.mailstore.store.Mailbox;
import epostadm.server.queue.Branches;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/// One message on its way to one account: into the mailbox first, then onwards, then the answer, so that nothing is
/// sent on of what has to be tried again. For one thread.
///
/// What a control file asks for and cannot have, since it is damaged, leaves the message in the mailbox: its
/// owner's mistakes lose no mail. docs/store-format.md, "ims.ctl".
final class Delivery {

    /// Longer than any honest header.
    private static final int LONGEST_HEADER = 1 << 18;

    private final Surroundings around;
    private final QueuedMessage message;
    private final Recipient recipient;
    private final Account account;
    private final Branches branches;
    private final OwnAddresses own;
    private Optional<HeaderSection> header = Optional.empty();

    Delivery(Surroundings around, QueuedMessage message, Recipient recipient, Account account, Branches branches) {
        this.around = around;
        this.message = message;
        this.recipient = recipient;
        this.account = account;
        this.branches = branches;
        this.own =
                OwnAddresses.of(account, recipient.address(), around.accounts().aliases());
    }

    void run() throws IOException {
        if (account.mailbox().isEmpty()) {
            arrive();
            return;
        }
        Mailbox mailbox = account.mailbox().get();
        MailboxFiles files = MailboxFiles.of(mailbox);
        files.filters().forEach(around::leaveAlone);
        ImsCtl settings = settings(files);
        List<String> targets = targets(settings, mailbox);
        if (!settings.discard()) {
            arrive();
        }
        if (!targets.isEmpty()) {
            Forwarding.send(message, recipient, targets, branches);
            around.events().forwarded(message, account, targets);
        }
        boolean answered = answer(files, settings, mailbox);
        if (settings.discard() && targets.isEmpty() && !answered) {
            arrive(); // Nobody else has it.
        }
    }

    private void arrive() throws IOException {
        around.arrivals().deliver(message, account, around.accounts().store());
    }

    private ImsCtl settings(MailboxFiles files) throws IOException {
        try {
            return files.imsCtl().isEmpty()
                    ? ImsCtl.NONE
                    : ImsCtl.read(files.imsCtl().get());
        } catch (IOException e) {
            around.events().trouble(message, account, e);
            return ImsCtl.NONE;
        }
    }

    /// Whom the message goes on to; nobody where something speaks against it, which is then told.
    private List<String> targets(ImsCtl settings, Mailbox mailbox) {
        if (settings.forwardTo().isEmpty()) {
            return List.of();
        }
        try {
            Forwarding forwarding = Forwarding.read(
                    settings,
                    mailbox,
                    account.domain().text(),
                    around.accounts().store().work());
            List<String> targets = forwarding.targets(own);
            Optional<Stay> stay = stay(forwarding, targets);
            stay.ifPresent(reason -> around.events().kept(message, account, reason));
            return stay.isPresent() ? List.of() : targets;
        } catch (IOException e) {
            around.events().trouble(message, account, e);
            return List.of();
        }
    }

    private Optional<Stay> stay(Forwarding forwarding, List<String> targets) throws IOException {
        String sender = message.envelope().reversePath();
        if (targets.isEmpty()) {
            return Optional.of(Stay.NO_TARGET);
        }
        if (around.administrator().sent(sender, around.accounts().domains())) {
            return Optional.of(Stay.FROM_ADMINISTRATOR);
        }
        if (!forwarding.permits(sender)) {
            return Optional.of(Stay.NOT_PERMITTED);
        }
        return looped() ? Optional.of(Stay.LOOP) : Optional.empty();
    }

    /// Whether it has been forwarded from here before. RFC 9228 section 5.
    private boolean looped() throws IOException {
        return header().all("Delivered-To").stream().anyMatch(own.account()::equalsIgnoreCase);
    }

    /// Whether the answer is in the queue. That there is none is no reason to keep the message from its owner.
    private boolean answer(MailboxFiles files, ImsCtl settings, Mailbox mailbox) {
        // The vendor's tools let a mailbox forward or answer: a text left over from before does not answer.
        boolean wanted = settings.forwardTo().isEmpty() || settings.mentionsReply();
        if (!wanted || files.replyText().isEmpty()) {
            return false;
        }
        try {
            ReplyText text = ReplyText.read(files.replyText().get());
            Optional<Silence> silence = switch (text) {
                case ReplyText.Missing _ -> Optional.of(Silence.NOTHING_TO_SAY);
                case ReplyText.Unreadable _ -> Optional.of(Silence.UNREADABLE_TEXT);
                case ReplyText.Iso2022Jp _, ReplyText.Unicode _ ->
                    looped()
                            ? Optional.of(Silence.LOOP)
                            : around.automaticReply()
                                    .answer(
                                            message,
                                            mailbox,
                                            own,
                                            new AutomaticReply.Reply(settings.reply(), text, header()),
                                            branches);
            };
            silence.ifPresentOrElse(
                    reason -> around.events().unanswered(message, account, reason),
                    () -> around.events().answered(message, account));
            return silence.isEmpty();
        } catch (IOException e) {
            around.events().trouble(message, account, e);
            return false;
        }
    }

    private HeaderSection header() throws IOException {
        if (header.isEmpty()) {
            try (InputStream text = around.spool().text(message)) {
                header = Optional.of(HeaderSection.read(text, LONGEST_HEADER));
            }
        }
        return header.get();
    }
}
