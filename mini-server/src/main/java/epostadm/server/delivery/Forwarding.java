package epostadm.server.delivery;

import epostadm.mailstore.control.AddressPatterns;
import epostadm.mailstore.control.ImsCtl;
import epostadm.mailstore.spool.EnvelopeExtras;
import epostadm.mailstore.spool.QueuedMessage;
import epostadm.mailstore.spool.Recipient;
import epostadm.mailstore.store.Mailbox;
import epostadm.server.queue.Branches;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Sends a mailbox's mail on to where its `ims.ctl` wants it. docs/store-format.md, "ims.ctl".
final class Forwarding {

    private final Mailbox mailbox;
    private final List<String> targets;

    private Forwarding(Mailbox mailbox, List<String> targets) {
        this.mailbox = mailbox;
        this.targets = targets;
    }

    /// What `file` says of it; targets without a domain are in the mailbox's own.
    static Forwarding read(ImsCtl file, Mailbox mailbox, String domain, Path work) throws IOException {
        Set<String> targets = file.forwardAddresses(mailbox.root(), mailbox.edition(), work).stream()
                .map(target -> target.indexOf('@') < 0 ? target + "@" + domain : target)
                .filter(Forwarding::usable)
                .collect(Collectors.toCollection(() -> new TreeSet<>(String.CASE_INSENSITIVE_ORDER)));
        return new Forwarding(mailbox, List.copyOf(targets));
    }

    /// Whether it can be named as a forward-path.
    private static boolean usable(String address) {
        int at = address.lastIndexOf('@');
        return at > 0
                && at < address.length() - 1
                && address.length() <= 254
                && address.codePoints()
                        .noneMatch(c -> c <= ' ' || Character.isISOControl(c) || "<>(),;:".indexOf(c) >= 0);
    }

    /// The targets that are not the mailbox itself.
    List<String> targets(Predicate<String> own) {
        return targets.stream().filter(own.negate()).toList();
    }

    /// Whether `permitfrom.txt`, where there is one, names the sender.
    boolean permits(String reversePath) throws IOException {
        AddressPatterns permitted =
                AddressPatterns.read(mailbox.root(), AddressPatterns.PERMIT_FROM, mailbox.edition());
        return permitted.isEmpty() || permitted.match(reversePath);
    }

    /// Queues the message for the addresses. Of the reports that were asked for, that of failure is still to come
    /// (RFC 3461 section 5.2.7).
    static void send(QueuedMessage message, Recipient from, List<String> addresses, Branches branches)
            throws IOException {
        EnvelopeExtras extras = message.envelope().extras();
        Optional<String> notify = from.notifyOn().map(Forwarding::failures);
        List<Recipient> recipients = addresses.stream()
                .map(address -> new Recipient(address, notify, from.originalRecipient()))
                .toList();
        branches.forward(
                message.envelope().reversePath(),
                recipients,
                EnvelopeExtras.NONE
                        .withDsn(extras.envelopeId(), extras.ret())
                        .withContent(extras.body(), extras.smtpUtf8()));
    }

    /// Success was reported when the message lay in the mailbox.
    private static String failures(String notify) {
        String upperCase = notify.toUpperCase(Locale.ROOT);
        return upperCase.contains("FAILURE") ? upperCase.contains("DELAY") ? "FAILURE,DELAY" : "FAILURE" : "NEVER";
    }
}
