package epostadm.server.imap;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/// STORE, COPY and MOVE: RFC 9051 sections 6.4.6 to 6.4.8, RFC 7162 section 3.1.3.
final class StoreParser {

    private StoreParser() {}

    static ImapCommand store(ImapReader in, boolean uid) throws ImapSyntaxException {
        in.space();
        SequenceSet messages = in.sequenceSet();
        in.space();
        OptionalLong unchangedSince = OptionalLong.empty();
        if (in.skip('(')) {
            if (!in.word("modifier").equals("UNCHANGEDSINCE")) {
                throw new ImapSyntaxException("unknown modifier");
            }
            in.space();
            unchangedSince = OptionalLong.of(in.number64("mod-sequence"));
            in.expect(')');
            in.space();
        }
        ImapCommand.FlagAction action = in.skip('+')
                ? ImapCommand.FlagAction.ADD
                : in.skip('-') ? ImapCommand.FlagAction.REMOVE : ImapCommand.FlagAction.REPLACE;
        boolean silent = switch (in.name("FLAGS")) {
            case "FLAGS" -> false;
            case "FLAGS.SILENT" -> true;
            default -> throw new ImapSyntaxException("FLAGS expected");
        };
        in.space();
        List<String> flags = in.at('(') ? FlagReader.list(in) : FlagReader.bare(in);
        return new ImapCommand.Store(messages, uid, action, silent, flags, unchangedSince);
    }

    static ImapCommand copy(ImapReader in, boolean uid, boolean move) throws IOException, ImapSyntaxException {
        in.space();
        SequenceSet messages = in.sequenceSet();
        in.space();
        return new ImapCommand.Copy(messages, uid, in.mailbox(), move);
    }
}
