package epostadm.mailstore.text;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/// Reads HTML as whoever looks at it does: no tags, no comments, styles and scripts, characters for their names.
/// However broken it is, what is no markup is text. It holds a block at a time.
public final class MarkupReader extends Reader {

    /// Tags at which no word ends.
    private static final Set<String> INLINE = Set.of(
            "b", "i", "u", "s", "a", "em", "strong", "span", "font", "big", "small", "sub", "sup", "mark", "wbr",
            "o:p");

    private static final Set<String> HIDING = Set.of("style", "script", "title");
    private static final int LONGEST_NAME = 16;

    /// Where it is.
    private enum Place {
        TEXT,
        /// Behind `<`, which may be no tag's.
        OPENED,
        NAME,
        ATTRIBUTES,
        COMMENT,
        /// In what nobody sees, until its end tag.
        HIDDEN,
        REFERENCE
    }

    private final Reader html;
    private final char[] block = new char[4096];
    private final StringBuilder text = new StringBuilder();
    private int given;
    private boolean ended;
    private Place place = Place.TEXT;

    /// The name of a tag or of a character, so far.
    private final StringBuilder word = new StringBuilder();

    /// Within attributes: the quote that is open, or 0; and what stood before.
    private char quote;

    private char before;

    /// How many dashes, or characters of the end tag, have come in a row.
    private int matched;

    private String endTag = "";

    /// @param html is closed with this
    public MarkupReader(Reader html) {
        this.html = html;
    }

    /// All of it at once.
    public static String text(String html) {
        try (MarkupReader reader = new MarkupReader(new StringReader(html))) {
            return reader.readAllAsString();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public int read(char[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        while (given == text.length() && !ended) {
            text.setLength(0);
            given = 0;
            more();
        }
        if (given == text.length()) {
            return length == 0 ? 0 : -1;
        }
        int read = Math.min(length, text.length() - given);
        text.getChars(given, given + read, into, offset);
        given += read;
        return read;
    }

    private void more() throws IOException {
        int read = html.read(block, 0, block.length);
        for (int i = 0; i < read; i++) {
            take(block[i]);
        }
        if (read < 0) {
            ended = true;
            leave();
        }
    }

    private void take(char c) {
        switch (place) {
            case TEXT -> text(c);
            case OPENED -> opened(c);
            case NAME -> name(c);
            case ATTRIBUTES -> attributes(c);
            case COMMENT -> comment(c);
            case HIDDEN -> hidden(c);
            case REFERENCE -> reference(c);
        }
    }

    /// What looked like markup and is none.
    private void leave() {
        if (place == Place.OPENED) {
            text.append('<');
        } else if (place == Place.REFERENCE) {
            text.append('&').append(word);
        }
        place = Place.TEXT;
    }

    private void text(char c) {
        word.setLength(0);
        switch (c) {
            case '<' -> place = Place.OPENED;
            case '&' -> place = Place.REFERENCE;
            default -> text.append(c);
        }
    }

    private void opened(char c) {
        if (Character.isLetter(c) || c == '/' || c == '!' || c == '?') {
            word.append(c);
            place = Place.NAME;
        } else {
            leave();
            take(c);
        }
    }

    private void name(char c) {
        boolean dash = c == '-' && word.charAt(0) == '!';
        if ((Character.isLetterOrDigit(c) || c == ':' || dash) && word.length() < LONGEST_NAME) {
            word.append(c);
            if (word.length() == 3 && word.indexOf("!--") == 0) {
                place = Place.COMMENT;
                matched = 0;
            }
        } else {
            place = Place.ATTRIBUTES;
            quote = 0;
            before = 0;
            take(c);
        }
    }

    /// A bracket within an attribute's quotes does not end the tag.
    private void attributes(char c) {
        if (quote != 0) {
            quote = c == quote ? 0 : quote;
        } else if (c == '>') {
            close(word.toString().toLowerCase(Locale.ROOT));
        } else if ((c == '"' || c == '\'') && before == '=') {
            quote = c;
        }
        before = Character.isWhitespace(c) ? before : c;
    }

    private void close(String tag) {
        if (HIDING.contains(tag)) {
            place = Place.HIDDEN;
            endTag = "</" + tag;
            matched = 0;
            return;
        }
        place = Place.TEXT;
        if (!INLINE.contains(tag.startsWith("/") ? tag.substring(1) : tag)) {
            text.append(' ');
        }
    }

    private void comment(char c) {
        if (c == '>' && matched >= 2) {
            place = Place.TEXT;
        }
        matched = c == '-' ? matched + 1 : 0;
    }

    private void hidden(char c) {
        char lower = Character.toLowerCase(c);
        matched = lower == endTag.charAt(matched) ? matched + 1 : lower == '<' ? 1 : 0;
        if (matched == endTag.length()) {
            word.append('/');
            place = Place.ATTRIBUTES;
            quote = 0;
            before = 0;
        }
    }

    private void reference(char c) {
        if (c == ';') {
            String name = word.toString();
            text.append(CharacterReferences.of(name).orElse("&" + name + ";"));
            place = Place.TEXT;
        } else if ((Character.isLetterOrDigit(c) || c == '#') && word.length() < CharacterReferences.LONGEST) {
            word.append(c);
        } else {
            leave();
            take(c);
        }
    }

    @Override
    public void close() throws IOException {
        html.close();
    }
}
