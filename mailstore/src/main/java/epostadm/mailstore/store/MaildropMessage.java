package epostadm.mailstore.store;

import epostadm.mailstore.disk.MessageFile;
import epostadm.mailstore.disk.MessageForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/// A message of a [Maildrop]: its unique id and what can be read of it. The file is read through once for its form,
/// which is then known for the session. For one thread at a time.
///
/// Reading throws `NoSuchFileException` where somebody else has deleted the message meanwhile.
public final class MaildropMessage {

    private final String uniqueId;
    private final MessageFile file;
    private Optional<MessageForm> form = Optional.empty();

    MaildropMessage(String uniqueId, MessageFile file) {
        this.uniqueId = uniqueId;
        this.file = file;
    }

    /// RFC 1939 section 7: the same in every session.
    public String uniqueId() {
        return uniqueId;
    }

    /// Whether the vendor's server scrambled it; it has no text then.
    public boolean encoded() throws IOException {
        return form().encoded();
    }

    /// How many octets the text has, dots unstuffed; those of the file where it is encoded.
    public long size() throws IOException {
        MessageForm known = form();
        return known.encoded() ? known.bytes() : known.textBytes();
    }

    /// The text, dots unstuffed.
    public InputStream text() throws IOException {
        return file.text();
    }

    /// Writes the message as RETR sends it, with the final dot. A file that is this form already is copied through
    /// `buffer` as it is; any other is converted on the way.
    public void writeWire(OutputStream out, byte[] buffer) throws IOException {
        if (wireForm(form())) {
            try (InputStream raw = file.raw()) {
                for (int read = raw.read(buffer); read >= 0; read = raw.read(buffer)) {
                    out.write(buffer, 0, read);
                }
            }
            return;
        }
        try (InputStream text = text()) {
            DotStuffing.copy(text, out, buffer);
        }
    }

    /// Writes the header section and the first `lines` of the body as TOP sends them. RFC 1939 section 7.
    public void writeTop(OutputStream out, int lines, byte[] buffer) throws IOException {
        try (InputStream text = text()) {
            DotStuffing.copy(new FirstLines(text, lines), out, buffer);
        }
    }

    MessageFile file() {
        return file;
    }

    /// Bare line feeds, an unstuffed dot or a missing end would break the dialogue.
    private static boolean wireForm(MessageForm form) {
        return form.lineEnds().bareLf() == 0
                && form.leadingDots().single() == 0
                && form.leadingDots().finalLine()
                && !form.openEnd();
    }

    private MessageForm form() throws IOException {
        if (form.isEmpty()) {
            form = Optional.of(file.form());
        }
        return form.get();
    }
}
