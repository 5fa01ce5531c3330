package epostadm.server.imap.session;

import epostadm.server.imap.FetchItem;
import epostadm.server.imap.ImapWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The names under which FETCH tells what it was asked for: RFC 9051 section 9, `msg-att-static`.
final class ItemNames {

    private ItemNames() {}

    /// With octets as chars.
    static String of(FetchItem item) {
        return switch (item) {
            case FetchItem.Plain plain -> plain(plain);
            case FetchItem.Body(FetchItem.Section section, boolean _, Optional<FetchItem.Partial> partial) ->
                "BODY[" + section(section) + "]" + origin(partial);
            case FetchItem.Binary(List<Integer> part, boolean _, Optional<FetchItem.Partial> partial) ->
                "BINARY[" + numbers(part) + "]" + origin(partial);
            case FetchItem.BinarySize(List<Integer> part) -> "BINARY.SIZE[" + numbers(part) + "]";
            case FetchItem.Preview _ -> "PREVIEW";
        };
    }

    private static String plain(FetchItem.Plain item) {
        return switch (item) {
            case RFC822_SIZE, RFC822_HEADER, RFC822_TEXT -> item.name().replace('_', '.');
            case UID, FLAGS, INTERNALDATE, ENVELOPE, BODY, BODYSTRUCTURE, MODSEQ, EMAILID, THREADID, SAVEDATE, RFC822 ->
                item.name();
        };
    }

    private static String section(FetchItem.Section section) {
        String text = switch (section.text()) {
            case FetchItem.Text.All _ -> "";
            case FetchItem.Text.Header _ -> "HEADER";
            case FetchItem.Text.Body _ -> "TEXT";
            case FetchItem.Text.Mime _ -> "MIME";
            case FetchItem.Text.HeaderFields(List<String> names, boolean not) ->
                (not ? "HEADER.FIELDS.NOT (" : "HEADER.FIELDS (") + fields(names) + ")";
        };
        String part = numbers(section.part());
        return part.isEmpty() || text.isEmpty() ? part + text : part + "." + text;
    }

    private static String fields(List<String> names) {
        ImapWriter writer = new ImapWriter();
        for (int i = 0; i < names.size(); i++) {
            writer.say(i == 0 ? "" : " ").astring(names.get(i));
        }
        return new String(writer.octets(), StandardCharsets.ISO_8859_1);
    }

    private static String numbers(List<Integer> part) {
        return part.stream().map(String::valueOf).collect(Collectors.joining("."));
    }

    private static String origin(Optional<FetchItem.Partial> partial) {
        return partial.map(asked -> "<" + asked.offset() + ">").orElse("");
    }
}
