package epostadm.server.imap;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Flags that a client wants set: RFC 9051 section 2.3.2.
final class FlagReader {

    /// Those that a client can set; `\Recent` is not among them (RFC 3501 section 2.3.2).
    static final List<String> SYSTEM = List.of("\\Answered", "\\Flagged", "\\Deleted", "\\Seen", "\\Draft");

    private FlagReader() {}

    /// Flags in parentheses, perhaps none; each once.
    static List<String> list(ImapReader in) throws ImapSyntaxException {
        in.expect('(');
        if (in.skip(')')) {
            return List.of();
        }
        List<String> flags = bare(in);
        in.expect(')');
        return flags;
    }

    /// Flags side by side, at least one.
    static List<String> bare(ImapReader in) throws ImapSyntaxException {
        List<String> flags = new ArrayList<>();
        do {
            String flag = flag(in);
            if (flags.stream().noneMatch(flag::equalsIgnoreCase)) {
                flags.add(flag);
            }
        } while (in.skip(' '));
        return flags;
    }

    private static String flag(ImapReader in) throws ImapSyntaxException {
        if (!in.skip('\\')) {
            return in.atom("flag");
        }
        String name = "\\" + in.atom("flag").toLowerCase(Locale.ROOT);
        for (String flag : SYSTEM) {
            if (flag.toLowerCase(Locale.ROOT).equals(name)) {
                return flag;
            }
        }
        throw new ImapSyntaxException("unknown system flag");
    }
}
