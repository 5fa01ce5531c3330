package epostadm.mailstore.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import epostadm.mailstore.disk.RegularFile;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads a journal; one that is torn or not of our format is refused, never half understood.
final class JournalReader {

    private static final Pattern STAGED = Pattern.compile("[0-9]+/[0-9]+");

    private final JsonFactory json = new JsonFactory();
    private final Path file;
    private int line;

    private JournalReader(Path file) {
        this.file = file;
    }

    static Journal read(Path file) throws IOException {
        JournalReader reader = new JournalReader(file);
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(RegularFile.open(file), StandardCharsets.UTF_8.newDecoder()))) {
            return reader.journal(lines);
        } catch (JsonProcessingException | CharacterCodingException | IllegalArgumentException | DateTimeException e) {
            throw reader.unreadable(e.getMessage());
        }
    }

    /// The header alone, for lists.
    static JournalHeader readHeader(Path file) throws IOException {
        JournalReader reader = new JournalReader(file);
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(RegularFile.open(file), StandardCharsets.UTF_8.newDecoder()))) {
            return reader.header(reader.next(lines));
        } catch (JsonProcessingException | CharacterCodingException | IllegalArgumentException | DateTimeException e) {
            throw reader.unreadable(e.getMessage());
        }
    }

    private Journal journal(BufferedReader lines) throws IOException {
        JournalHeader header = header(next(lines));
        List<ChangeStep> steps = new ArrayList<>();
        while (true) {
            Map<String, Object> object = next(lines);
            if (object.containsKey("end")) {
                if (number(object, "end") != steps.size()) {
                    throw unreadable("end=" + object.get("end"));
                }
                return new Journal(header, steps);
            }
            steps.add(step(object));
        }
    }

    private JournalHeader header(Map<String, Object> object) throws IOException {
        if (number(object, "format") != JournalWriter.FORMAT) {
            throw unreadable("format=" + object.get("format"));
        }
        List<Proof> proofs = new ArrayList<>();
        if (object.get("proofs") instanceof List<?> list) {
            for (Object element : list) {
                proofs.add(proof(fields(element)));
            }
        }
        return new JournalHeader(
                text(object, "id"),
                text(object, "kind"),
                text(object, "subject"),
                Instant.parse(text(object, "started")),
                proofs);
    }

    private Proof proof(Map<String, Object> object) throws IOException {
        String path = text(object, "path");
        return switch (text(object, "proof")) {
            case "tree" -> new Proof.Tree(path, number(object, "files"), number(object, "bytes"));
            case "mail" ->
                new Proof.Mail(path, number(object, "messages"), number(object, "bytes"), text(object, "sha256"));
            case "mailboxes" ->
                new Proof.Mailboxes(
                        path,
                        number(object, "mailboxes"),
                        number(object, "messages"),
                        number(object, "bytes"),
                        text(object, "sha256"));
            case "text" -> new Proof.Text(path, number(object, "bytes"), text(object, "sha256"));
            case "lines" -> new Proof.Lines(path, number(object, "lines"));
            default -> throw unreadable("proof=" + object.get("proof"));
        };
    }

    private ChangeStep step(Map<String, Object> object) throws IOException {
        String path = text(object, "path");
        return switch (text(object, "step")) {
            case "make-directory" -> new ChangeStep.MakeDirectory(staged(object), path);
            case "remove" -> new ChangeStep.Remove(path);
            case "move" -> new ChangeStep.Move(text(object, "from"), path);
            case "install" -> new ChangeStep.Install(staged(object), path, fingerprint(object));
            case "replace" -> new ChangeStep.Replace(staged(object), path, fingerprint(object));
            default -> throw unreadable("step=" + object.get("step"));
        };
    }

    private String staged(Map<String, Object> object) throws IOException {
        String name = text(object, "staged");
        if (!STAGED.matcher(name).matches()) {
            throw unreadable("staged=" + name);
        }
        return name;
    }

    private Fingerprint fingerprint(Map<String, Object> object) throws IOException {
        return new Fingerprint(number(object, "files"), number(object, "bytes"), number(object, "names"));
    }

    private Map<String, Object> next(BufferedReader lines) throws IOException {
        line++;
        String text = lines.readLine();
        if (text == null) {
            throw unreadable("the end of the file");
        }
        try (JsonParser parser = json.createParser(text)) {
            parser.nextToken();
            Map<String, Object> fields = fields(value(parser));
            if (parser.nextToken() != null) {
                throw unreadable(String.valueOf(parser.currentToken()));
            }
            return fields;
        }
    }

    private Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            case START_OBJECT -> {
                Map<String, Object> object = new HashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.put(name, value(parser));
                }
                yield object;
            }
            case null, default -> throw unreadable(String.valueOf(parser.currentToken()));
        };
    }

    private Map<String, Object> fields(Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> fields = new HashMap<>();
            map.forEach((name, field) -> fields.put((String) name, field));
            return fields;
        }
        throw unreadable(String.valueOf(value));
    }

    private String text(Map<String, Object> object, String name) throws IOException {
        if (object.get(name) instanceof String text) {
            return text;
        }
        throw unreadable(name + "=" + object.get(name));
    }

    private long number(Map<String, Object> object, String name) throws IOException {
        if (object.get(name) instanceof Long number) {
            return number;
        }
        throw unreadable(name + "=" + object.get(name));
    }

    private RefusedException unreadable(String found) {
        return new RefusedException(new Refusal.Unreadable(file, line, found, "a line of a change's journal"));
    }
}
