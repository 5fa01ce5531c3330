package epostadm.server.imap;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A client that has said all it will say at once, literals that it has to be asked for too.
final class ScriptedSource implements ImapSource {

    /// A literal that remembers its octets, each as one character.
    record Kept(String octets) implements KeptLiteral {

        @Override
        public long size() {
            return octets.length();
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(octets.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private final byte[] said;
    private int at;
    private int asked;
    private final long largest;
    private boolean full;

    ScriptedSource(byte[] said, long largest) {
        this.said = said;
        this.largest = largest;
    }

    /// @param said each octet as one character
    static ScriptedSource of(String said) {
        return new ScriptedSource(said.getBytes(StandardCharsets.ISO_8859_1), Long.MAX_VALUE);
    }

    /// Cannot keep anything.
    ScriptedSource full() {
        full = true;
        return this;
    }

    /// How often it was asked for a literal.
    int asked() {
        return asked;
    }

    /// Whether all that was said has been read.
    boolean atEnd() {
        return at == said.length;
    }

    @Override
    public ImapLine line(int longest) throws EOFException {
        int end = at;
        while (end < said.length && said[end] != '\n') {
            end++;
        }
        if (end == said.length) {
            at = end;
            throw new EOFException();
        }
        byte[] line = Arrays.copyOfRange(said, at, end);
        at = end + 1;
        if (line.length == 0 || line[line.length - 1] != '\r') {
            return ImapLine.broken(line, line, "line does not end in CRLF");
        }
        byte[] whole = Arrays.copyOf(line, line.length - 1);
        if (whole.length > longest) {
            byte[] tail = Arrays.copyOfRange(whole, Math.max(0, whole.length - 32), whole.length);
            return ImapLine.broken(Arrays.copyOf(whole, longest), tail, "line too long");
        }
        return ImapLine.whole(whole);
    }

    @Override
    public void goOn() {
        asked++;
    }

    @Override
    public byte[] octets(int length) throws EOFException {
        if (said.length - at < length) {
            at = said.length;
            throw new EOFException();
        }
        at += length;
        return Arrays.copyOfRange(said, at - length, at);
    }

    @Override
    public void skip(long length) throws EOFException {
        octets((int) Math.min(length, Integer.MAX_VALUE));
    }

    @Override
    public void admit(long size) throws ImapRefusedException {
        if (size > largest) {
            throw new ImapRefusedException(ImapRefusal.TOO_BIG);
        }
    }

    @Override
    public KeptLiteral keep(long size) throws EOFException, ImapRefusedException {
        byte[] octets = octets((int) size);
        if (full) {
            throw new ImapRefusedException(ImapRefusal.OVER_QUOTA);
        }
        return new Kept(new String(octets, StandardCharsets.ISO_8859_1));
    }
}
