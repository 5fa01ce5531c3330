package epostadm.server.imap.session;

import epostadm.mailstore.folder.LiveMessage;
import epostadm.server.imap.ImapWriter;
import epostadm.server.imap.NumberSet;
import epostadm.server.imap.ResponseCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Tells flags and departures in the form that the client has enabled: RFC 9051 section 7.5, RFC 7162, RFC 9586.
final class FlagLines {

    private final ImapOutput out;
    private final Enabled enabled;

    FlagLines(ImapOutput out, Enabled enabled) {
        this.out = out;
        this.enabled = enabled;
    }

    /// The flags and, where a command wants them or they have been enabled, UID and mod-sequence of one message.
    void tell(SelectedFolder selected, int sequence, LiveMessage message, boolean uid) throws IOException {
        ImapWriter line = begin(sequence, message);
        if (!enabled.uidOnly() && (uid || enabled.qresync())) {
            line.say("UID ").number(message.uid()).space();
        }
        LiveMessage.Standing standing = message.standing();
        flags(line, selected, message, standing);
        if (enabled.condstore()) {
            line.say(" MODSEQ (").number(standing.modSeq()).say(')');
        }
        line.say(')').endLine();
    }

    void modSeq(int sequence, LiveMessage message, boolean uid) throws IOException {
        ImapWriter line = begin(sequence, message);
        if (!enabled.uidOnly() && (uid || enabled.qresync())) {
            line.say("UID ").number(message.uid()).space();
        }
        line.say("MODSEQ (").number(message.modSeq()).say("))").endLine();
    }

    /// A FETCH line to its opening parenthesis; under RFC 9586 the UID takes the number's place.
    ImapWriter begin(int sequence, LiveMessage message) throws IOException {
        return enabled.uidOnly()
                ? out.untagged().number(message.uid()).say(" UIDFETCH (")
                : out.untagged().number(sequence).say(" FETCH (");
    }

    void flags(ImapWriter line, SelectedFolder selected, LiveMessage message, LiveMessage.Standing standing) {
        boolean recent = !enabled.rev2() && selected.view().recent(message);
        line.say("FLAGS ").say(FlagNames.text(standing.flags(), recent));
    }

    /// What flags there are, where the client has not heard of all: RFC 9051 section 7.3.5.
    void known(SelectedFolder selected) throws IOException {
        if (selected.newKeywords()) {
            List<String> all = new ArrayList<>(FlagNames.SYSTEM);
            all.addAll(selected.keywords());
            out.untagged().say("FLAGS ").flags(all).endLine();
            out.ok(
                    new ResponseCode.PermanentFlags(selected.readOnly() ? List.of() : all, !selected.readOnly()),
                    "these stay");
        }
    }

    /// RFC 7162 section 3.2.10.
    void vanished(NumberSet uids, boolean earlier) throws IOException {
        if (!uids.isEmpty()) {
            out.untagged()
                    .say(earlier ? "VANISHED (EARLIER) " : "VANISHED ")
                    .say(uids.toString())
                    .endLine();
        }
    }
}
