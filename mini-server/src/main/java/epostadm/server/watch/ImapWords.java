package epostadm.server.watch;

import epostadm.mailstore.mail.ModifiedUtf7;
import epostadm.server.imap.FetchItem;
import epostadm.server.imap.MailboxName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Names and items as a client says them, so that whoever reads the log needs to know one spelling.
final class ImapWords {

    private ImapWords() {}

    /// In modified UTF-7 (RFC 3501 section 5.1.3), in quotes where it would not be one word.
    static String mailbox(MailboxName name) {
        String wire = ModifiedUtf7.encode(name.text());
        return wire.isEmpty() || wire.indexOf(' ') >= 0 ? '"' + wire + '"' : wire;
    }

    /// `(UID FLAGS BODY.PEEK[])`.
    static String items(List<FetchItem> items) {
        return items.stream().map(ImapWords::item).collect(Collectors.joining(" ", "(", ")"));
    }

    private static String item(FetchItem item) {
        return switch (item) {
            case FetchItem.Plain.RFC822_SIZE -> "RFC822.SIZE";
            case FetchItem.Plain.RFC822_HEADER -> "RFC822.HEADER";
            case FetchItem.Plain.RFC822_TEXT -> "RFC822.TEXT";
            case FetchItem.Plain plain -> plain.name();
            case FetchItem.Body(FetchItem.Section section, boolean peek, Optional<FetchItem.Partial> partial) ->
                peek("BODY", peek) + "[" + section(section) + "]" + partial(partial);
            case FetchItem.Binary(List<Integer> part, boolean peek, Optional<FetchItem.Partial> partial) ->
                peek("BINARY", peek) + "[" + numbers(part) + "]" + partial(partial);
            case FetchItem.BinarySize(List<Integer> part) -> "BINARY.SIZE[" + numbers(part) + "]";
            case FetchItem.Preview _ -> "PREVIEW";
        };
    }

    private static String peek(String name, boolean peek) {
        return peek ? name + ".PEEK" : name;
    }

    private static String section(FetchItem.Section section) {
        String text = switch (section.text()) {
            case FetchItem.Text.All _ -> "";
            case FetchItem.Text.Header _ -> "HEADER";
            case FetchItem.Text.HeaderFields(List<String> names, boolean not) ->
                "HEADER.FIELDS" + (not ? ".NOT" : "") + " (" + String.join(" ", names) + ")";
            case FetchItem.Text.Body _ -> "TEXT";
            case FetchItem.Text.Mime _ -> "MIME";
        };
        String numbers = numbers(section.part());
        return numbers.isEmpty() || text.isEmpty() ? numbers + text : numbers + "." + text;
    }

    private static String numbers(List<Integer> part) {
        return part.stream().map(String::valueOf).collect(Collectors.joining("."));
    }

    private static String partial(Optional<FetchItem.Partial> partial) {
        return partial.map(octets -> "<" + octets.offset() + "." + octets.length() + ">")
                .orElse("");
    }
}
