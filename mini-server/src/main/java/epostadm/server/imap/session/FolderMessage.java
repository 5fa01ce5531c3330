package epostadm.server.imap.session;

import epostadm.mailstore.content.Detail;
import epostadm.mailstore.content.MessageContents;
import epostadm.mailstore.folder.FolderView;
import epostadm.mailstore.folder.LiveMessage;
import epostadm.mailstore.mime.Envelope;
import epostadm.server.imap.search.SearchedMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A message of the selected folder as searches look at it. For one thread at a time; its file, once opened, stays
/// open until it is closed, and may be opened again.
final class FolderMessage implements SearchedMessage, AutoCloseable {

    private final LazyMessage file;
    private final FolderView view;
    private final LiveMessage message;
    private final int sequence;

    FolderMessage(MessageContents contents, FolderView view, LiveMessage message, int sequence) {
        this.file = new LazyMessage(contents, message);
        this.view = view;
        this.message = message;
        this.sequence = sequence;
    }

    LiveMessage message() {
        return message;
    }

    @Override
    public int sequence() {
        return sequence;
    }

    @Override
    public long uid() {
        return message.uid();
    }

    @Override
    public boolean flagged(String flag) {
        return FlagNames.has(message.flags(), flag);
    }

    @Override
    public boolean recent() {
        return view.recent(message);
    }

    @Override
    public long modSeq() {
        return message.modSeq();
    }

    @Override
    public String emailId() {
        return message.emailId();
    }

    @Override
    public Optional<Instant> saved() {
        return message.saved();
    }

    @Override
    public Instant internalDate() throws IOException {
        return file.summary().internalDate();
    }

    @Override
    public long size() throws IOException {
        return file.summary().size();
    }

    @Override
    public Envelope envelope() throws IOException {
        return file.summary().envelope();
    }

    @Override
    public Optional<String> date() throws IOException {
        return file.summary().date();
    }

    @Override
    public Optional<String> subject() throws IOException {
        return file.summary().subject();
    }

    @Override
    public List<String> references() throws IOException {
        return file.summary().references();
    }

    @Override
    public List<String> header(String name) throws IOException {
        String wanted = name.toLowerCase(Locale.ROOT);
        byte[] fields = file.open().headerFields(file.open().structure().extent(), wanted::equals);
        return HeaderFields.of(new String(fields, StandardCharsets.ISO_8859_1)).stream()
                .map(field -> field.substring(field.indexOf(':') + 1).strip())
                .toList();
    }

    @Override
    public boolean text(boolean headers, boolean bodies, TextReader reader) throws IOException {
        return new ReadAloud(file.open(), reader).message(headers, bodies);
    }

    /// Finds out now what will be asked.
    ///
    /// @throws java.nio.file.NoSuchFileException where it is gone
    void lookInto(Detail detail) throws IOException {
        file.summary().find(detail);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
