package epostadm.server.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// LIST and LSUB: RFC 5258 section 6, RFC 5819, RFC 6154, RFC 9051 section 6.3.9.
final class ListParser {

    private ListParser() {}

    static ImapCommand list(ImapReader in) throws IOException, ImapSyntaxException {
        in.space();
        ImapCommand.ListSelection selection = ImapCommand.ListSelection.NONE;
        boolean extended = in.at('(');
        if (extended) {
            selection = selection(in);
            in.space();
        }
        String reference = in.mailbox().text();
        in.space();
        extended |= in.at('(');
        List<String> patterns = in.at('(') ? patterns(in) : List.of(pattern(in));
        ImapCommand.ListReturn returned = ImapCommand.ListReturn.NONE;
        if (in.skip(' ')) {
            extended = true;
            if (!in.word("RETURN").equals("RETURN")) {
                throw new ImapSyntaxException("RETURN expected");
            }
            in.space();
            returned = returned(in);
        }
        return new ImapCommand.Listing(reference, patterns, selection, returned, extended);
    }

    static ImapCommand lsub(ImapReader in) throws IOException, ImapSyntaxException {
        String reference = MailboxParser.name(in).text();
        in.space();
        return new ImapCommand.Lsub(reference, pattern(in));
    }

    private static List<String> patterns(ImapReader in) throws IOException, ImapSyntaxException {
        in.expect('(');
        List<String> patterns = new ArrayList<>();
        do {
            patterns.add(pattern(in));
        } while (in.skip(' '));
        in.expect(')');
        return patterns;
    }

    private static String pattern(ImapReader in) throws IOException, ImapSyntaxException {
        String written = ImapReader.utf8(in.pattern(), "pattern");
        return MailboxName.decode(written, in.mode().utf8());
    }

    private static ImapCommand.ListSelection selection(ImapReader in) throws ImapSyntaxException {
        in.expect('(');
        Set<String> options = new HashSet<>();
        if (!in.at(')')) {
            do {
                String option = in.word("option");
                switch (option) {
                    case "SUBSCRIBED", "REMOTE", "RECURSIVEMATCH", "SPECIAL-USE" -> options.add(option);
                    default -> throw new ImapSyntaxException("unknown option");
                }
            } while (in.skip(' '));
        }
        in.expect(')');
        boolean subscribed = options.contains("SUBSCRIBED");
        boolean recursive = options.contains("RECURSIVEMATCH");
        if (recursive && !subscribed) {
            throw new ImapSyntaxException("RECURSIVEMATCH goes with SUBSCRIBED");
        }
        return new ImapCommand.ListSelection(
                subscribed, options.contains("REMOTE"), recursive, options.contains("SPECIAL-USE"));
    }

    private static ImapCommand.ListReturn returned(ImapReader in) throws ImapSyntaxException {
        in.expect('(');
        Set<String> options = new HashSet<>();
        List<StatusItem> status = List.of();
        if (!in.at(')')) {
            do {
                String option = in.word("option");
                switch (option) {
                    case "SUBSCRIBED", "CHILDREN", "SPECIAL-USE" -> options.add(option);
                    case "STATUS" -> {
                        in.space();
                        status = MailboxParser.statusItems(in);
                    }
                    default -> throw new ImapSyntaxException("unknown option");
                }
            } while (in.skip(' '));
        }
        in.expect(')');
        return new ImapCommand.ListReturn(
                options.contains("SUBSCRIBED"), options.contains("CHILDREN"), options.contains("SPECIAL-USE"), status);
    }
}
