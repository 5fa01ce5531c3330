package epostadm.server.imap;

import epostadm.server.imap.NewMessage.Piece;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// APPEND and REPLACE: RFC 9051 section 6.3.12, RFC 3502, RFC 3516, RFC 4469, RFC 6855 section 4, RFC 8508.
final class AppendParser {

    private AppendParser() {}

    static ImapCommand append(ImapReader in) throws IOException, ImapSyntaxException, ImapRefusedException {
        MailboxName mailbox = MailboxParser.name(in);
        List<NewMessage> messages = new ArrayList<>();
        do {
            messages.add(message(in));
        } while (in.at(' '));
        return new ImapCommand.Append(mailbox, messages);
    }

    static ImapCommand replace(ImapReader in, boolean uid)
            throws IOException, ImapSyntaxException, ImapRefusedException {
        in.space();
        SequenceSet message = in.sequenceSet();
        if (message.saved() || !message.single()) {
            throw new ImapSyntaxException("one message is replaced");
        }
        MailboxName mailbox = MailboxParser.name(in);
        return new ImapCommand.Replace(message, uid, mailbox, message(in));
    }

    private static NewMessage message(ImapReader in) throws IOException, ImapSyntaxException, ImapRefusedException {
        in.space();
        List<String> flags = List.of();
        if (in.at('(')) {
            flags = FlagReader.list(in);
            in.space();
        }
        Optional<OffsetDateTime> date = Optional.empty();
        if (in.at('"')) {
            date = Optional.of(DateReader.dateTime(ImapReader.utf8(in.string("date"), "date")));
            in.space();
        }
        if (in.at('{') || in.at('~')) {
            boolean binary = in.at('~');
            return new NewMessage(flags, date, binary, List.of(new Piece.Text(in.kept())));
        }
        return switch (in.word("message")) {
            case "UTF8" -> new NewMessage(flags, date, false, List.of(utf8(in)));
            case "CATENATE" -> new NewMessage(flags, date, false, pieces(in));
            default -> throw new ImapSyntaxException("message expected");
        };
    }

    private static List<Piece> pieces(ImapReader in) throws IOException, ImapSyntaxException, ImapRefusedException {
        in.space();
        in.expect('(');
        List<Piece> pieces = new ArrayList<>();
        do {
            pieces.add(
                    switch (in.word("piece")) {
                        case "TEXT" -> {
                            in.space();
                            yield new Piece.Text(in.kept());
                        }
                        case "URL" -> {
                            in.space();
                            yield new Piece.Url(in.text("URL"));
                        }
                        case "UTF8" -> utf8(in);
                        default -> throw new ImapSyntaxException("TEXT or URL expected");
                    });
        } while (in.skip(' '));
        in.expect(')');
        return pieces;
    }

    private static Piece utf8(ImapReader in) throws IOException, ImapSyntaxException, ImapRefusedException {
        if (!in.mode().utf8Accept()) {
            throw new ImapSyntaxException("UTF8=ACCEPT is not enabled");
        }
        in.space();
        in.expect('(');
        if (!in.at('~')) {
            throw new ImapSyntaxException("literal8 expected");
        }
        Piece piece = new Piece.Text(in.kept());
        in.expect(')');
        return piece;
    }
}
