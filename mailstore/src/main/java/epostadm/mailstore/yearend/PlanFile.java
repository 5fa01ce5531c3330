package epostadm.mailstore.yearend;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import epostadm.mailstore.account.PasswordScheme;
import epostadm.mailstore.disk.RegularFile;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// A plan as a file: JSON, first what it needs to be made again and to be known again, then for whoever reads it
/// what happens to whom.
public final class PlanFile {

    private static final long FORMAT = 1;

    private PlanFile() {}

    /// A plan that somebody has seen, by what it was made of.
    ///
    /// @param plan the file it was read from
    public record Saved(Path plan, DomainName domain, Path file, Charset charset, Wish wish, Digests digests) {

        void requireSame(Digests now) throws RefusedException {
            if (!now.importText().equals(digests.importText())) {
                throw outdated(Refusal.PlanOutdated.Part.IMPORT_TEXT);
            }
            if (!now.index().equals(digests.index())) {
                throw outdated(Refusal.PlanOutdated.Part.ACCOUNTS);
            }
            if (!now.fates().equals(digests.fates())) {
                throw outdated(Refusal.PlanOutdated.Part.MAILBOXES);
            }
        }

        private RefusedException outdated(Refusal.PlanOutdated.Part part) {
            return new RefusedException(new Refusal.PlanOutdated(plan, part));
        }
    }

    public static void write(PlannedYearEnd plan, OutputStream out) throws IOException {
        JsonGenerator json = new JsonFactory().createGenerator(out).useDefaultPrettyPrinter();
        json.writeStartObject();
        json.writeNumberField("format", FORMAT);
        json.writeStringField("made", plan.made().toString());
        json.writeStringField("domain", plan.domain().text());
        json.writeStringField("file", plan.file().toAbsolutePath().toString());
        json.writeStringField("encoding", plan.encoding().charset().name());
        Wish wish = plan.wish();
        json.writeStringField("leavers", word(wish.leavers()));
        json.writeStringField("changes", word(wish.stayers()));
        json.writeStringField("foundFolders", word(wish.foundFolders()));
        json.writeStringField("scheme", word(wish.scheme()));
        json.writeNumberField("skipBad", wish.skipBad() ? 1 : 0);
        json.writeNumberField("keepPasswords", wish.keepPasswords() ? 1 : 0);
        json.writeNumberField("licence", wish.licence());
        json.writeStringField("importTextSha256", plan.digests().importText());
        json.writeStringField("indexSha256", plan.digests().index());
        json.writeStringField("fatesSha256", plan.digests().fates());
        new PlanJson(json).write(plan);
        json.writeEndObject();
        json.writeRaw('\n');
        json.flush();
    }

    /// Reads as much as is needed to make the plan again.
    ///
    /// @throws RefusedException with [Refusal.Unreadable] where the file is no plan
    public static Saved read(Path file) throws IOException {
        Map<String, String> fields = new HashMap<>();
        try (InputStream in = RegularFile.openNamed(file);
                JsonParser json = new JsonFactory().createParser(in)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw unreadable(file, String.valueOf(json.currentToken()));
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (value == null || !value.isScalarValue()) {
                    break;
                }
                fields.put(name, json.getText());
            }
        } catch (JsonProcessingException e) {
            throw unreadable(file, "JSON that ends early or is none");
        }
        return saved(file, fields);
    }

    private static Saved saved(Path file, Map<String, String> fields) throws RefusedException {
        try {
            if (!"1".equals(fields.get("format"))) {
                throw new IllegalArgumentException("format=" + fields.get("format"));
            }
            Wish wish = new Wish(
                    Wish.Leavers.valueOf(constant(fields, "leavers")),
                    Wish.Stayers.valueOf(constant(fields, "changes")),
                    Wish.FoundFolders.valueOf(constant(fields, "foundFolders")),
                    PasswordScheme.valueOf(constant(fields, "scheme")),
                    "1".equals(text(fields, "skipBad")),
                    "1".equals(fields.get("keepPasswords")),
                    Long.parseLong(text(fields, "licence")));
            return new Saved(
                    file,
                    new DomainName(text(fields, "domain")),
                    file.getFileSystem().getPath(text(fields, "file")),
                    Charset.forName(text(fields, "encoding"), StandardCharsets.UTF_8),
                    wish,
                    new Digests(
                            text(fields, "importTextSha256"),
                            text(fields, "indexSha256"),
                            text(fields, "fatesSha256")));
        } catch (InvalidPathException e) {
            throw unreadable(file, "file=" + fields.get("file"));
        } catch (IllegalArgumentException e) {
            throw unreadable(file, String.valueOf(e.getMessage()));
        }
    }

    private static String constant(Map<String, String> fields, String name) {
        return text(fields, name).toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static String text(Map<String, String> fields, String name) {
        String text = fields.get(name);
        if (text == null) {
            throw new IllegalArgumentException("no " + name);
        }
        return text;
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static RefusedException unreadable(Path file, String found) {
        return new RefusedException(new Refusal.Unreadable(file, 1, found, "a plan written by: year-end plan --out"));
    }
}
