package epostadm.server.delivery;

import epostadm.mailstore.control.AddressPatterns;
import epostadm.mailstore.control.ReplyRecord;
import epostadm.mailstore.control.ReplySettings;
import epostadm.mailstore.control.ReplyText;
import epostadm.mailstore.message.EncodedWords;
import epostadm.mailstore.message.HeaderSection;
import epostadm.mailstore.spool.QueuedMessage;
import epostadm.mailstore.spool.Recipient;
import epostadm.mailstore.spool.Spool;
import epostadm.mailstore.store.Mailbox;
import epostadm.server.queue.Branches;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Answers mail for a mailbox whose owner wants that, as RFC 3834 would have it. docs/store-format.md, "Automatic
/// reply".
final class AutomaticReply {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final Pattern MESSAGE_ID = Pattern.compile("<[^<>\\s]{1,250}>");
    private static final Pattern ADDRESS = Pattern.compile("[!-~&&[^<>(),;:\\\\\"@]]+@[A-Za-z0-9._-]+");

    /// A longer message is not echoed: answers must not multiply mail.
    private static final long LONGEST_ECHO = 1 << 18;

    private static final int MOST_REFERENCES = 20;

    private final Spool spool;
    private final String host;
    private final InstantSource clock;

    /// Two answers to one sender at once would each find that none has been given.
    private final List<ReentrantLock> locks =
            Stream.generate(ReentrantLock::new).limit(64).toList();

    AutomaticReply(Spool spool, String host, InstantSource clock) {
        this.spool = spool;
        this.host = host;
        this.clock = clock;
    }

    /// Queues the reply, unless something speaks against it, which is then said.
    Optional<Silence> answer(QueuedMessage message, Mailbox mailbox, OwnAddresses own, Reply reply, Branches branches)
            throws IOException {
        String sender = message.envelope().reversePath();
        Optional<Silence> silence = ReplyManners.silence(
                sender,
                reply.header(),
                own.or(address -> reply.settings()
                        .replyFrom()
                        .filter(address::equalsIgnoreCase)
                        .isPresent()));
        if (silence.isPresent()) {
            return silence;
        }
        AddressPatterns unwanted = AddressPatterns.read(mailbox.root(), AddressPatterns.NO_REPLY, mailbox.edition());
        if (unwanted.match(sender)) {
            return Optional.of(Silence.UNWANTED);
        }
        ReentrantLock lock = locks.get(Math.floorMod(mailbox.root().hashCode(), locks.size()));
        lock.lock();
        try {
            return answerOnce(message, mailbox, own, reply, branches);
        } finally {
            lock.unlock();
        }
    }

    /// What a mailbox says, and to what.
    record Reply(ReplySettings settings, ReplyText text, HeaderSection header) {}

    private Optional<Silence> answerOnce(
            QueuedMessage message, Mailbox mailbox, OwnAddresses own, Reply reply, Branches branches)
            throws IOException {
        String sender = message.envelope().reversePath();
        Optional<ReplyRecord> record = reply.settings().recordReplies()
                ? Optional.of(ReplyRecord.read(mailbox.root(), mailbox.edition()))
                : Optional.empty();
        if (record.isPresent() && record.get().contains(sender)) {
            return Optional.of(Silence.ANSWERED_BEFORE);
        }
        // Null, lest the answer be answered (RFC 3834 section 3.3).
        branches.reply("", List.of(Recipient.of(sender)), compose(message, own, reply));
        if (record.isPresent()) {
            // After the reply: a crash in between asks for the same branch again, which is found.
            record.get().add(sender);
        }
        return Optional.empty();
    }

    private ReplyMessage compose(QueuedMessage message, OwnAddresses own, Reply reply) throws IOException {
        Instant now = clock.instant();
        String from = reply.settings()
                .replyFrom()
                .filter(address -> ADDRESS.matcher(address).matches())
                .orElse(own.account());
        String id = message.id() + "-Y." + Long.toHexString(now.toEpochMilli());
        List<String> fields = new ArrayList<>();
        fields.add("From: <" + from + ">");
        fields.add("To: <" + message.envelope().reversePath() + ">");
        fields.add("Subject: " + EncodedWords.encode(reply.settings().subject()));
        fields.add("Date: " + DATE.format(now));
        fields.add("Message-ID: <" + id + "@" + host + ">");
        List<String> answered = ids(reply.header().all("Message-ID"));
        if (!answered.isEmpty()) {
            fields.add("In-Reply-To: " + answered.getFirst());
            fields.add("References: " + String.join("\r\n ", references(reply.header(), answered.getFirst())));
        }
        fields.add("Auto-Submitted: auto-replied");
        boolean echoed = reply.settings().echoMessage() && Files.size(message.body()) <= LONGEST_ECHO;
        return new ReplyMessage(
                fields,
                reply.text(),
                echoed
                        ? Optional.of(new ReplyMessage.Echo(
                                () -> spool.text(message),
                                reply.header(),
                                !reply.settings().deleteHeader(),
                                "=_" + id))
                        : Optional.empty());
    }

    /// Those of the message and its own at the end. RFC 5322 section 3.6.4.
    private static List<String> references(HeaderSection header, String answered) {
        List<String> references = new ArrayList<>(ids(header.all("References")));
        references.remove(answered);
        references.add(answered);
        return references.subList(Math.max(0, references.size() - MOST_REFERENCES), references.size());
    }

    private static List<String> ids(List<String> values) {
        return values.stream()
                .flatMap(value -> MESSAGE_ID.matcher(value).results())
                .map(MatchResult::group)
                .filter(id -> id.chars().allMatch(c -> c > ' ' && c < 0x7F))
                .toList();
    }
}
