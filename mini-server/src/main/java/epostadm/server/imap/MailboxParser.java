package epostadm.server.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Commands about mailboxes as wholes, but for LIST: RFC 9051 section 6.3, RFC 6154 section 3, RFC 7162 section
/// 3.2.5.
final class MailboxParser {

    private static final List<String> USES =
            List.of("\\All", "\\Archive", "\\Drafts", "\\Flagged", "\\Important", "\\Junk", "\\Sent", "\\Trash");

    private MailboxParser() {}

    /// A space and the mailbox's name.
    static MailboxName name(ImapReader in) throws IOException, ImapSyntaxException {
        in.space();
        return in.mailbox();
    }

    static ImapCommand select(ImapReader in, boolean readOnly)
            throws IOException, ImapSyntaxException, ImapRefusedException {
        MailboxName mailbox = name(in);
        boolean condstore = false;
        Optional<ImapCommand.Qresync> qresync = Optional.empty();
        if (in.skip(' ')) {
            in.expect('(');
            do {
                switch (in.word("parameter")) {
                    case "CONDSTORE" -> condstore = true;
                    case "QRESYNC" -> qresync = Optional.of(qresync(in));
                    default -> throw new ImapSyntaxException("unknown parameter");
                }
            } while (in.skip(' '));
            in.expect(')');
        }
        return new ImapCommand.Select(mailbox, readOnly, condstore, qresync);
    }

    private static ImapCommand.Qresync qresync(ImapReader in) throws ImapSyntaxException, ImapRefusedException {
        in.space();
        in.expect('(');
        long uidValidity = in.positive("UIDVALIDITY");
        in.space();
        long modSeq = in.number64("mod-sequence");
        Optional<SequenceSet> known = Optional.empty();
        Optional<ImapCommand.SequenceMatch> match = Optional.empty();
        if (in.skip(' ')) {
            if (in.atSequenceSet()) {
                known = Optional.of(numbers(in));
            }
            if (known.isEmpty() || in.skip(' ')) {
                match = Optional.of(match(in));
            }
        }
        in.expect(')');
        return new ImapCommand.Qresync(uidValidity, modSeq, known, match);
    }

    private static ImapCommand.SequenceMatch match(ImapReader in) throws ImapSyntaxException, ImapRefusedException {
        in.expect('(');
        SequenceSet sequence = numbers(in);
        in.space();
        SequenceSet uids = numbers(in);
        in.expect(')');
        if (in.mode().uidOnly()) {
            throw new ImapRefusedException(ImapRefusal.UID_REQUIRED);
        }
        return new ImapCommand.SequenceMatch(sequence, uids);
    }

    private static SequenceSet numbers(ImapReader in) throws ImapSyntaxException {
        SequenceSet set = in.sequenceSet();
        if (set.saved() || set.star()) {
            throw new ImapSyntaxException("bad sequence set");
        }
        return set;
    }

    static ImapCommand create(ImapReader in) throws IOException, ImapSyntaxException {
        MailboxName mailbox = name(in);
        List<String> uses = new ArrayList<>();
        if (in.skip(' ')) {
            in.expect('(');
            if (!in.word("parameter").equals("USE")) {
                throw new ImapSyntaxException("unknown parameter");
            }
            in.space();
            in.expect('(');
            if (!in.at(')')) {
                do {
                    uses.add(use(in));
                } while (in.skip(' '));
            }
            in.expect(')');
            in.expect(')');
        }
        return new ImapCommand.Create(mailbox, uses);
    }

    private static String use(ImapReader in) throws ImapSyntaxException {
        in.expect('\\');
        String written = "\\" + in.atom("special use");
        return USES.stream().filter(written::equalsIgnoreCase).findFirst().orElse(written);
    }

    static ImapCommand rename(ImapReader in) throws IOException, ImapSyntaxException {
        MailboxName from = name(in);
        return new ImapCommand.Rename(from, name(in));
    }

    static ImapCommand status(ImapReader in) throws IOException, ImapSyntaxException {
        MailboxName mailbox = name(in);
        in.space();
        return new ImapCommand.Status(mailbox, statusItems(in));
    }

    static List<StatusItem> statusItems(ImapReader in) throws ImapSyntaxException {
        in.expect('(');
        List<StatusItem> items = new ArrayList<>();
        do {
            String name = in.word("item");
            items.add(StatusItem.parse(name).orElseThrow(() -> new ImapSyntaxException("unknown item")));
        } while (in.skip(' '));
        in.expect(')');
        return items;
    }
}
