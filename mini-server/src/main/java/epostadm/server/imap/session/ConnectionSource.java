package epostadm.server.imap.session;

import epostadm.mailstore.folder.StagedFile;
import epostadm.mailstore.hierarchy.LiveStore;
import epostadm.server.imap.ImapBounds;
import epostadm.server.imap.ImapLine;
import epostadm.server.imap.ImapRefusal;
import epostadm.server.imap.ImapRefusedException;
import epostadm.server.imap.ImapSource;
import epostadm.server.imap.KeptLiteral;
import epostadm.server.wire.ClientConnection;
import epostadm.server.wire.FileWork;
import epostadm.server.wire.Line;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A connection as the parser sees it. Messages go to the disk while they come.
final class ConnectionSource implements ImapSource {

    private static final int BLOCK = 1 << 15;

    private final ClientConnection connection;
    private final ImapOutput out;
    private final FileWork files;
    private final LiveStore store;
    private final long largest;
    private final List<StagedFile> kept = new ArrayList<>();
    private Optional<Line> first = Optional.empty();
    private boolean open;

    ConnectionSource(ImapService service, ClientConnection connection, ImapOutput out) {
        this.connection = connection;
        this.out = out;
        this.files = service.files();
        this.store = service.store();
        this.largest = service.limits().messageSize();
    }

    /// A message that was kept.
    record Kept(StagedFile file, long size) implements KeptLiteral {

        @Override
        public InputStream open() throws IOException {
            return file.open();
        }
    }

    /// Waits for the first line of the next command, which the parser is given after.
    Line await() throws IOException {
        Line line = connection.line(ImapBounds.STANDARD.line() + 2);
        first = Optional.of(line);
        return line;
    }

    @Override
    public ImapLine line(int longest) throws IOException {
        Line line = first.isPresent() ? first.get() : connection.line(longest + 2);
        first = Optional.empty();
        return switch (line) {
            case Line.Whole whole -> ImapLine.whole(whole.octets());
            case Line.TooLong(String head, String tail) -> ImapLine.broken(octets(head), octets(tail), "line too long");
            case Line.Odd(String odd) -> ImapLine.broken(octets(odd), octets(odd), "lines end in CRLF");
            case Line.Closed _ -> throw new EOFException("in the middle of a command");
        };
    }

    private static byte[] octets(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void goOn() throws IOException {
        out.continuation("go on");
        out.flush();
    }

    @Override
    public byte[] octets(int length) throws IOException {
        byte[] octets = new byte[length];
        for (int at = 0; at < length; ) {
            at += read(octets, at, length - at);
        }
        return octets;
    }

    @Override
    public void skip(long length) throws IOException {
        byte[] block = new byte[(int) Math.min(BLOCK, Math.max(1, length))];
        for (long left = length; left > 0; ) {
            left -= read(block, 0, (int) Math.min(block.length, left));
        }
    }

    private int read(byte[] into, int offset, int length) throws IOException {
        int read = connection.read(into, offset, length);
        if (read < 0) {
            throw new EOFException("in the middle of a literal");
        }
        return read;
    }

    /// Somebody has logged in, and may send messages.
    void open() {
        open = true;
    }

    @Override
    public void admit(long size) throws ImapRefusedException {
        if (!open) {
            throw ImapRefusedException.bad("log in first");
        }
        if (size > largest) {
            throw new ImapRefusedException(ImapRefusal.TOO_BIG);
        }
    }

    /// A file for a message that is put together of others; let go as those.
    StagedFile stage() throws IOException {
        StagedFile file = files.write(store::stage);
        kept.add(file);
        return file;
    }

    @Override
    public KeptLiteral keep(long size) throws IOException, ImapRefusedException {
        StagedFile file = stage();
        byte[] block = new byte[(int) Math.min(BLOCK, Math.max(1, size))];
        Optional<IOException> trouble = Optional.empty();
        for (long left = size; left > 0; ) {
            int wanted = (int) Math.min(block.length, left);
            int filled = 0;
            while (filled < wanted) {
                filled += read(block, filled, wanted - filled);
            }
            left -= filled;
            if (trouble.isEmpty()) {
                trouble = write(file, block, filled);
            }
        }
        if (trouble.isPresent()) {
            throw new KeepingFailedException(trouble.get());
        }
        return new Kept(file, size);
    }

    private Optional<IOException> write(StagedFile file, byte[] block, int length) {
        try {
            files.write(() -> file.write(block, 0, length));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }

    /// Takes away what no folder has taken.
    void letGo() throws IOException {
        if (!kept.isEmpty()) {
            files.write(() -> {
                for (StagedFile file : kept) {
                    file.close();
                }
            });
            kept.clear();
        }
    }
}
