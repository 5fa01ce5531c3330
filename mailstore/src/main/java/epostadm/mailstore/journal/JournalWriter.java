package epostadm.mailstore.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;

/// Writes a journal as JSON lines.
final class JournalWriter {

    static final int FORMAT = 1;

    private final JsonGenerator json;

    private JournalWriter(OutputStream out) throws IOException {
        this.json = new JsonFactory()
                .createGenerator(out)
                .setPrettyPrinter(new MinimalPrettyPrinter("\n"))
                .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
    }

    static void write(Journal journal, OutputStream out) throws IOException {
        JournalWriter writer = new JournalWriter(out);
        writer.header(journal.header());
        for (ChangeStep step : journal.steps()) {
            writer.step(step);
        }
        writer.json.writeStartObject();
        writer.json.writeNumberField("end", journal.steps().size());
        writer.json.writeEndObject();
        writer.json.writeRaw('\n');
        writer.json.flush();
    }

    private void header(JournalHeader header) throws IOException {
        json.writeStartObject();
        json.writeNumberField("format", FORMAT);
        json.writeStringField("id", header.id());
        json.writeStringField("kind", header.kind());
        json.writeStringField("subject", header.subject());
        json.writeStringField("started", header.started().toString());
        json.writeArrayFieldStart("proofs");
        for (Proof proof : header.proofs()) {
            proof(proof);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void proof(Proof proof) throws IOException {
        json.writeStartObject();
        switch (proof) {
            case Proof.Tree(String path, long files, long bytes) -> {
                json.writeStringField("proof", "tree");
                json.writeStringField("path", path);
                json.writeNumberField("files", files);
                json.writeNumberField("bytes", bytes);
            }
            case Proof.Mail(String path, long messages, long bytes, String sha256) -> {
                json.writeStringField("proof", "mail");
                json.writeStringField("path", path);
                json.writeNumberField("messages", messages);
                json.writeNumberField("bytes", bytes);
                json.writeStringField("sha256", sha256);
            }
            case Proof.Mailboxes(String path, long mailboxes, long messages, long bytes, String sha256) -> {
                json.writeStringField("proof", "mailboxes");
                json.writeStringField("path", path);
                json.writeNumberField("mailboxes", mailboxes);
                json.writeNumberField("messages", messages);
                json.writeNumberField("bytes", bytes);
                json.writeStringField("sha256", sha256);
            }
            case Proof.Text(String path, long bytes, String sha256) -> {
                json.writeStringField("proof", "text");
                json.writeStringField("path", path);
                json.writeNumberField("bytes", bytes);
                json.writeStringField("sha256", sha256);
            }
            case Proof.Lines(String path, long lines) -> {
                json.writeStringField("proof", "lines");
                json.writeStringField("path", path);
                json.writeNumberField("lines", lines);
            }
        }
        json.writeEndObject();
    }

    private void step(ChangeStep step) throws IOException {
        json.writeStartObject();
        switch (step) {
            case ChangeStep.MakeDirectory(String staged, String path) -> {
                step("make-directory", path);
                json.writeStringField("staged", staged);
            }
            case ChangeStep.Remove(String path) -> step("remove", path);
            case ChangeStep.Install(String staged, String path, Fingerprint fingerprint) -> {
                step("install", path);
                staged(staged, fingerprint);
            }
            case ChangeStep.Replace(String staged, String path, Fingerprint fingerprint) -> {
                step("replace", path);
                staged(staged, fingerprint);
            }
            case ChangeStep.Move(String from, String path) -> {
                step("move", path);
                json.writeStringField("from", from);
            }
        }
        json.writeEndObject();
    }

    private void step(String word, String path) throws IOException {
        json.writeStringField("step", word);
        json.writeStringField("path", path);
    }

    private void staged(String staged, Fingerprint fingerprint) throws IOException {
        json.writeStringField("staged", staged);
        json.writeNumberField("files", fingerprint.files());
        json.writeNumberField("bytes", fingerprint.bytes());
        json.writeNumberField("names", fingerprint.names());
    }
}
