package epostadm.server.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One item of FETCH: RFC 9051 section 9, `fetch-att`; RFC 3516, 7162, 8474, 8514, 8970.
final class FetchItemParser {

    private FetchItemParser() {}

    /// @param name of the item, which has been taken
    static FetchItem item(String name, ImapReader in) throws IOException, ImapSyntaxException {
        return switch (name) {
            case "UID", "FLAGS", "INTERNALDATE", "ENVELOPE", "BODYSTRUCTURE", "MODSEQ", "EMAILID", "THREADID" ->
                FetchItem.Plain.valueOf(name);
            case "SAVEDATE", "RFC822" -> FetchItem.Plain.valueOf(name);
            case "RFC822.SIZE", "RFC822.HEADER", "RFC822.TEXT" -> FetchItem.Plain.valueOf(name.replace('.', '_'));
            case "BODY" -> in.at('[') ? body(in, false) : FetchItem.Plain.BODY;
            case "BODY.PEEK" -> body(in, true);
            case "BINARY" -> new FetchItem.Binary(binaryPart(in), false, partial(in));
            case "BINARY.PEEK" -> new FetchItem.Binary(binaryPart(in), true, partial(in));
            case "BINARY.SIZE" -> new FetchItem.BinarySize(binaryPart(in));
            case "PREVIEW" -> new FetchItem.Preview(lazy(in));
            default -> throw new ImapSyntaxException("unknown item");
        };
    }

    /// A parenthesis without LAZY may belong to FETCH itself: `FETCH 1 PREVIEW (CHANGEDSINCE 5)`.
    private static boolean lazy(ImapReader in) throws ImapSyntaxException {
        if (!in.skipWord(" (LAZY")) {
            return false;
        }
        while (in.skip(' ')) {
            if (!in.word("modifier").equals("LAZY")) {
                throw new ImapSyntaxException("unknown modifier");
            }
        }
        in.expect(')');
        return true;
    }

    private static FetchItem body(ImapReader in, boolean peek) throws IOException, ImapSyntaxException {
        in.expect('[');
        List<Integer> part = part(in);
        FetchItem.Text text = in.at(']') ? new FetchItem.Text.All() : text(in, part);
        in.expect(']');
        return new FetchItem.Body(new FetchItem.Section(part, text), peek, partial(in));
    }

    private static FetchItem.Text text(ImapReader in, List<Integer> part) throws IOException, ImapSyntaxException {
        String name = in.name("section");
        return switch (name) {
            case "HEADER" -> new FetchItem.Text.Header();
            case "TEXT" -> new FetchItem.Text.Body();
            case "HEADER.FIELDS" -> new FetchItem.Text.HeaderFields(fieldNames(in), false);
            case "HEADER.FIELDS.NOT" -> new FetchItem.Text.HeaderFields(fieldNames(in), true);
            case "MIME" -> {
                if (part.isEmpty()) {
                    throw new ImapSyntaxException("MIME of no part");
                }
                yield new FetchItem.Text.Mime();
            }
            default -> throw new ImapSyntaxException("unknown section");
        };
    }

    private static List<String> fieldNames(ImapReader in) throws IOException, ImapSyntaxException {
        in.space();
        in.expect('(');
        List<String> names = new ArrayList<>();
        do {
            names.add(in.text("field name"));
        } while (in.skip(' '));
        in.expect(')');
        return names;
    }

    /// Part numbers, and the dot before what follows them.
    private static List<Integer> part(ImapReader in) throws ImapSyntaxException {
        List<Integer> part = new ArrayList<>();
        while (in.atSequenceSet()) {
            part.add((int) Math.min(in.positive("part number"), Integer.MAX_VALUE));
            if (in.at(']')) {
                return part;
            }
            in.expect('.');
            if (in.at(']')) {
                throw new ImapSyntaxException("missing part number");
            }
        }
        return part;
    }

    private static List<Integer> binaryPart(ImapReader in) throws ImapSyntaxException {
        in.expect('[');
        List<Integer> part = part(in);
        in.expect(']');
        return part;
    }

    private static Optional<FetchItem.Partial> partial(ImapReader in) throws ImapSyntaxException {
        if (!in.skip('<')) {
            return Optional.empty();
        }
        long offset = in.number64("offset");
        in.expect('.');
        long length = in.number64("length");
        in.expect('>');
        if (length == 0) {
            throw new ImapSyntaxException("bad length");
        }
        return Optional.of(new FetchItem.Partial(offset, length));
    }
}
