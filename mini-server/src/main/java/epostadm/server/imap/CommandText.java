package epostadm.server.imap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The octets of one command: its lines, and the literals between them. RFC 9051 section 4.3, RFC 7888.
///
/// Always the newest line is held: a literal that has been taken has its line behind it read already, so that the
/// line's end tells whether something more of the command is to come.
final class CommandText {

    /// The announcement of a literal, from `{` to the line's end.
    ///
    /// @param binary RFC 3516's `~`
    /// @param unasked the client sends it without being asked: RFC 7888's `+`
    record Announced(long size, boolean binary, boolean unasked) {}

    private static final int LONGEST_ANNOUNCEMENT = 24;

    private final ImapSource source;
    private final ImapBounds bounds;

    private ImapLine current = ImapLine.whole(new byte[0]);
    private byte[] line = new byte[0];
    private int at;
    private int memory;

    CommandText(ImapSource source, ImapBounds bounds) {
        this.source = source;
        this.bounds = bounds;
    }

    ImapBounds bounds() {
        return bounds;
    }

    /// Begins with a new command.
    void begin() throws IOException {
        memory = 0;
        readLine();
    }

    private void readLine() throws IOException {
        current = source.line(bounds.line());
        line = current.octets();
        at = 0;
    }

    /// Refuses a line that is none.
    void requireWhole() throws ImapSyntaxException {
        if (current.flaw().isPresent()) {
            throw new ImapSyntaxException(current.flaw().get());
        }
    }

    /// The octet that comes next, -1 at the end of the line.
    int peek() {
        return at < line.length ? line[at] & 0xFF : -1;
    }

    void advance() {
        at++;
    }

    /// Where in the line we are, for [#since].
    int position() {
        return at;
    }

    /// The octets since then, each as one character.
    String since(int position) {
        return new String(line, position, at - position, StandardCharsets.ISO_8859_1);
    }

    /// Whether the rest of the line begins with those characters, in any case of letters.
    boolean looksAt(String word) {
        if (line.length - at < word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (Character.toUpperCase((char) (line[at + i] & 0x7F)) != word.charAt(i) || line[at + i] < 0) {
                return false;
            }
        }
        return true;
    }

    /// The literal that is announced here.
    Optional<Announced> announced() {
        return announcement(line, at);
    }

    /// The octets of the literal that is announced here.
    byte[] literal(Announced announced) throws IOException, ImapSyntaxException {
        requireUnaskedAllowed(announced);
        if (announced.size() > bounds.memory() - memory) {
            throw new ImapSyntaxException("literal too large");
        }
        askFor(announced);
        memory += (int) announced.size();
        byte[] octets = source.octets((int) announced.size());
        nextLine();
        return octets;
    }

    /// The literal that is announced here, kept elsewhere.
    KeptLiteral kept(Announced announced) throws IOException, ImapSyntaxException, ImapRefusedException {
        requireUnaskedAllowed(announced);
        source.admit(announced.size());
        askFor(announced);
        KeptLiteral kept;
        try {
            kept = source.keep(announced.size());
        } catch (ImapRefusedException e) {
            readLine();
            throw e;
        }
        nextLine();
        return kept;
    }

    private void requireUnaskedAllowed(Announced announced) throws ImapSyntaxException {
        if (announced.unasked() && announced.size() > bounds.unasked()) {
            throw new ImapSyntaxException("literal too large to come unasked");
        }
    }

    private void askFor(Announced announced) throws IOException {
        if (!announced.unasked()) {
            source.goOn();
        }
    }

    private void nextLine() throws IOException, ImapSyntaxException {
        readLine();
        requireWhole();
    }

    /// Reads over what is still to come of the command. A literal that the client would have to be asked for does
    /// not come: RFC 7888 section 4.
    ///
    /// @return whether the next command begins behind it
    boolean skipRest() throws IOException {
        while (true) {
            Optional<Announced> next = announcedAtEnd(current.tail());
            if (next.isEmpty() || !next.get().unasked()) {
                return true;
            }
            if (next.get().size() > bounds.skipped()) {
                return false;
            }
            source.skip(next.get().size());
            readLine();
        }
    }

    private static Optional<Announced> announcedAtEnd(byte[] line) {
        int first = Math.max(0, line.length - LONGEST_ANNOUNCEMENT);
        for (int i = line.length - 1; i >= first; i--) {
            if (line[i] == '{') {
                return announcement(line, i);
            }
        }
        return Optional.empty();
    }

    private static Optional<Announced> announcement(byte[] line, int begin) {
        int i = begin;
        boolean binary = i < line.length && line[i] == '~';
        if (binary) {
            i++;
        }
        if (i >= line.length || line[i] != '{') {
            return Optional.empty();
        }
        long size = 0;
        int digits = ++i;
        while (i < line.length && line[i] >= '0' && line[i] <= '9' && i - digits < 19) {
            size = size * 10 + line[i++] - '0';
        }
        boolean unasked = i < line.length && line[i] == '+';
        boolean good = i > digits && size >= 0 && i + (unasked ? 2 : 1) == line.length && line[line.length - 1] == '}';
        return good ? Optional.of(new Announced(size, binary, unasked)) : Optional.empty();
    }
}
