package epostadm.server.imap.session;

import epostadm.mailstore.folder.FlagChange;
import epostadm.mailstore.folder.LiveMessage;
import epostadm.server.imap.FetchItem;
import epostadm.server.imap.ImapRefusedException;
import epostadm.server.imap.ImapWriter;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// One FETCH on its way through the messages. Many lines are written in one visit to the disk; what was written is
/// sent between the visits.
final class FetchRun {

    /// So much in one visit; less than what makes [ImapOutput] send by itself.
    private static final int ENOUGH = 1 << 14;

    /// So many messages are marked as seen at once, before they are told.
    private static final int SEEN = 50;

    /// So many messages are looked into at once, with several threads, where there are that many at all.
    private static final int AHEAD = 400;

    private static final int MANY = 16;
    private static final int BLOCK = 1 << 16;
    private static final FlagChange SEEING = new FlagChange(FlagChange.Mode.ADD, FlagNames.flags(List.of("\\Seen")));

    /// Where it is at work.
    record Place(ImapService service, StoreWork store, ImapOutput out, Enabled enabled, FlagLines lines) {}

    private final Place at;
    private final SelectedFolder selected;
    private final List<LiveMessage> messages;
    private final FetchPlan plan;
    private final BitSet indexes;

    /// What has been marked as seen by this run.
    private final BitSet seen = new BitSet();

    private Optional<Begun> begun = Optional.empty();
    private int next;
    private int lookedInto;
    private boolean gone;
    private boolean unknownEncoding;
    private boolean failed;

    /// Whether half a line is with the client and the rest will never be.
    private boolean broken;

    FetchRun(Place at, SelectedFolder selected, FetchPlan plan, BitSet indexes) {
        this.at = at;
        this.selected = selected;
        this.messages = selected.messages();
        this.plan = plan;
        this.indexes = indexes;
    }

    /// A line that is not at its end.
    private static final class Begun {
        final ImapWriter writer;
        final MessageLine line;

        /// What was written before it; -1 where some of it is on its way, and it cannot be taken back.
        int before;

        int entry;
        Optional<MessageLine.Large> large = Optional.empty();

        Begun(int before, ImapWriter writer, MessageLine line) {
            this.before = before;
            this.writer = writer;
            this.line = line;
        }
    }

    /// Whether some messages were gone.
    boolean gone() {
        return gone;
    }

    /// Whether a part's transfer encoding was unknown.
    boolean unknownEncoding() {
        return unknownEncoding;
    }

    /// Whether a message could not be read; the log has the first.
    boolean failed() {
        return failed;
    }

    /// @throws IOException also where a line broke off that is with the client in part: nothing can be said any
    /// more
    void run() throws IOException, ImapRefusedException {
        boolean marks = plan.setsSeen() && !selected.readOnly();
        next = indexes.nextSetBit(0);
        try {
            while (next >= 0) {
                int end = marks ? mark(next) : messages.size();
                while (next >= 0 && next < end) {
                    at.store().read(() -> advance(end));
                    if (broken) {
                        throw new IOException("a line broke off");
                    }
                    deliver();
                }
            }
        } catch (ImapRefusedException | RuntimeException e) {
            drop();
            if (broken) {
                throw new IOException("a line broke off", e);
            }
            throw e;
        } finally {
            if (begun.isPresent()) {
                begun.get().line.close();
            }
        }
    }

    /// Marks some messages as seen before they are told.
    ///
    /// @return the index behind them
    private int mark(int from) {
        List<LiveMessage> unseen = new ArrayList<>();
        BitSet marked = new BitSet();
        int end = from;
        int count = 0;
        for (int i = from; i >= 0 && count < SEEN; i = indexes.nextSetBit(i + 1)) {
            if (!messages.get(i).flags().system().seen()) {
                unseen.add(messages.get(i));
                marked.set(i);
            }
            end = i + 1;
            count++;
        }
        if (!unseen.isEmpty()) {
            try {
                at.store().write(() -> selected.folder().store(unseen, SEEING, OptionalLong.empty(), selected.view()));
                selected.watched().touched(unseen);
                seen.or(marked);
            } catch (ImapRefusedException told) {
                // The log has it; what cannot be marked can be read all the same.
            }
        }
        return end;
    }

    /// Goes on until much is written, or something large is to be sent. On the disk's thread.
    private boolean advance(int end) {
        while (next >= 0 && next < end && !broken && at.out().length() < ENOUGH) {
            lookAhead(end);
            LiveMessage message = messages.get(next);
            try {
                if (!line(message)) {
                    return true;
                }
            } catch (NoSuchFileException e) {
                gone = true;
                drop();
            } catch (UnknownEncodingException e) {
                unknownEncoding = true;
                drop();
            } catch (IOException | RuntimeException e) {
                if (!failed) {
                    at.store().failed(e);
                }
                failed = true;
                drop();
            }
            next = indexes.nextSetBit(next + 1);
        }
        return true;
    }

    /// Finds out about many messages at once.
    private void lookAhead(int end) {
        if (next < lookedInto || plan.detail().isEmpty()) {
            return;
        }
        List<LiveMessage> ahead = new ArrayList<>();
        int index = next;
        while (index >= 0 && index < end && ahead.size() < AHEAD) {
            ahead.add(messages.get(index));
            lookedInto = index + 1;
            index = indexes.nextSetBit(index + 1);
        }
        if (ahead.size() >= MANY) {
            at.service().contents().prefetch(ahead, plan.detail().get());
        }
    }

    /// Of a message that another session has removed, what needs no file is told from memory: RFC 2180 section
    /// 4.1.2. The rest of it throws.
    ///
    /// @return false where something is to be sent before the rest
    private boolean line(LiveMessage message) throws IOException, UnknownEncodingException {
        if (begun.isEmpty()) {
            begin(message);
        }
        Begun now = begun.get();
        List<FetchPlan.Entry> entries = plan.entries();
        while (now.entry < entries.size()) {
            FetchPlan.Entry entry = entries.get(now.entry);
            if (now.entry++ > 0) {
                now.writer.space();
            }
            if (entry.item() == FetchItem.Plain.FLAGS) {
                at.lines().flags(now.writer, selected, message);
            } else {
                now.line.write(entry);
                now.large = now.line.large();
                if (now.large.isPresent()) {
                    return false;
                }
            }
        }
        end(now, message);
        return true;
    }

    private void begin(LiveMessage message) throws IOException {
        int before = at.out().length();
        ImapWriter writer = at.lines().begin(next + 1, message);
        ImapService service = at.service();
        begun = Optional.of(
                new Begun(before, writer, new MessageLine(service.contents(), service.zone(), message, writer)));
    }

    /// RFC 9051 section 6.4.5: a changed flag is told with what changed it; RFC 7162 section 3.1: with its
    /// mod-sequence.
    private void end(Begun now, LiveMessage message) throws IOException {
        boolean changed = seen.get(next);
        if (changed && !plan.flags()) {
            at.lines().flags(now.writer.space(), selected, message);
        }
        if (changed && at.enabled().condstore() && !plan.modSeq()) {
            now.writer.say(" MODSEQ (").number(message.modSeq()).say(')');
        }
        if (changed && at.enabled().qresync() && !plan.uid() && !at.enabled().uidOnly()) {
            now.writer.say(" UID ").number(message.uid());
        }
        now.writer.say(')').endLine();
        begun = Optional.empty();
        now.line.close();
    }

    /// Takes back what was begun.
    private void drop() {
        if (begun.isEmpty()) {
            return;
        }
        Begun now = begun.get();
        if (now.before < 0) {
            broken = true;
        } else {
            at.out().takeBack(now.before);
        }
        begun = Optional.empty();
        try {
            now.line.close();
        } catch (IOException e) {
            at.store().failed(e);
        }
    }

    /// Sends what was written and, block by block, what was announced in it.
    private void deliver() throws IOException {
        at.out().gather();
        if (begun.isEmpty() || begun.get().large.isEmpty()) {
            return;
        }
        Begun now = begun.get();
        now.before = -1;
        MessageLine.Large large = now.large.get();
        now.large = Optional.empty();
        byte[] block = new byte[(int) Math.min(BLOCK, large.size())];
        for (long left = large.size(); left > 0; ) {
            int most = (int) Math.min(block.length, left);
            int read = read(large, block, most);
            if (read <= 0) {
                throw new IOException("a message ended in the middle of a literal");
            }
            at.out().send(block, read);
            left -= read;
        }
    }

    /// In the middle of a literal nothing can be said any more: the connection ends.
    private int read(MessageLine.Large large, byte[] block, int most) throws IOException {
        try {
            return at.store().read(() -> large.octets().read(block, 0, most));
        } catch (ImapRefusedException told) {
            throw new IOException("a literal broke off", told);
        }
    }
}
