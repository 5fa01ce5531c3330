package epostadm.mailstore.hierarchy;

import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.mail.UidValidity;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// [FolderNotes] as lines of UTF-8, words and names with a tab between them; what is not understood stays as it
/// is. docs/store-format.md, "Folders of ours".
final class FolderNotesText {

    private static final String SIGNATURE = "#epostadm-folders 1";
    private static final String SUBSCRIBED = "subscribed";
    private static final String UNSUBSCRIBED = "unsubscribed";
    private static final String USE = "use";
    private static final String NOSELECT = "noselect";
    private static final String EMPTYING = "emptying";
    private static final String UIDVALIDITY = "uidvalidity";
    private static final String OTHERS = "uidvalidity-of-others";

    private FolderNotesText() {}

    static FolderNotes parse(byte[] bytes) {
        FolderNotes notes = new FolderNotes();
        for (String line : new String(bytes, StandardCharsets.ISO_8859_1).split("\n", -1)) {
            String bare = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            if (!bare.isEmpty() && !bare.equals(SIGNATURE) && !understood(bare, notes)) {
                notes.unread(bare);
            }
        }
        return notes;
    }

    private static boolean understood(String line, FolderNotes notes) {
        Optional<String> text = decode(line);
        if (text.isEmpty()) {
            return false;
        }
        List<String> words = List.of(text.get().split("\t", -1));
        return switch (words.size()) {
            case 2 -> pair(words.getFirst(), words.getLast(), notes);
            case 3 -> triple(words.getFirst(), words.get(1), words.getLast(), notes);
            default -> false;
        };
    }

    private static boolean pair(String word, String value, FolderNotes notes) {
        return switch (word) {
            case SUBSCRIBED -> named(value, name -> notes.subscription(name, true));
            case UNSUBSCRIBED -> named(value, name -> notes.subscription(name, false));
            case NOSELECT -> named(value, name -> notes.noselect(name, true));
            case EMPTYING -> named(value, name -> notes.emptying(name, true));
            case OTHERS -> {
                Optional<UidValidity> floor = validity(value);
                floor.ifPresent(notes.validities()::floor);
                yield floor.isPresent();
            }
            default -> false;
        };
    }

    private static boolean triple(String word, String value, String folder, FolderNotes notes) {
        return switch (word) {
            case USE -> {
                Optional<SpecialUse> use = SpecialUse.of(value);
                yield use.isPresent() && named(folder, name -> notes.use(use.get(), name));
            }
            case UIDVALIDITY -> {
                Optional<UidValidity> validity = validity(value);
                yield validity.isPresent()
                        && named(folder, name -> notes.validities().record(name, validity.get()));
            }
            default -> false;
        };
    }

    private static boolean named(String text, Consumer<FolderName> taker) {
        Optional<FolderName> name = FolderName.parse(text);
        name.ifPresent(taker);
        return name.isPresent();
    }

    private static Optional<UidValidity> validity(String text) {
        boolean number = !text.isEmpty() && text.length() <= 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        long value = number ? Long.parseLong(text) : 0;
        return value < 1 || value > 0xFFFF_FFFFL ? Optional.empty() : Optional.of(UidValidity.of(value));
    }

    private static Optional<String> decode(String line) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    static byte[] write(FolderNotes notes) {
        StringBuilder lines = new StringBuilder(SIGNATURE).append('\n');
        notes.subscriptions().forEach((name, yes) -> line(lines, yes ? SUBSCRIBED : UNSUBSCRIBED, name.toString()));
        for (SpecialUse use : SpecialUse.values()) {
            notes.uses(use).reversed().forEach(name -> line(lines, USE, use.attribute(), name.toString()));
        }
        notes.noselect().forEach(name -> line(lines, NOSELECT, name.toString()));
        notes.emptying().forEach(name -> line(lines, EMPTYING, name.toString()));
        notes.validities().floor().ifPresent(value -> line(lines, OTHERS, value.toString()));
        for (Map.Entry<FolderName, UidValidity> one :
                notes.validities().values().entrySet()) {
            line(lines, UIDVALIDITY, one.getValue().toString(), one.getKey().toString());
        }
        String utf8 = new String(lines.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        String unread = notes.unread().isEmpty() ? "" : String.join("\n", notes.unread()) + "\n";
        return (utf8 + unread).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void line(StringBuilder lines, String... words) {
        lines.append(String.join("\t", words)).append('\n');
    }
}
