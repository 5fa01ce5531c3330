package epostadm.mailstore.mime;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.NameValuePair;
import org.apache.james.mime4j.stream.RawBody;
import org.apache.james.mime4j.stream.RawField;
import org.apache.james.mime4j.stream.RawFieldParser;
import org.apache.james.mime4j.util.MimeUtil;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Apache MIME4J finds in mail what [MimeScanner] finds there.
@Timeout(60)
class MimeOracleTest {

    static Stream<Long> seeds() {
        return Seeded.seeds(3000);
    }

    /// An entity as both can tell it; the body of a leaf alone.
    private record Entity(
            String type,
            Map<String, String> parameters,
            String encoding,
            String subject,
            String body,
            List<Entity> parts) {}

    /// What says that it is a multipart and has no part is one for MIME4J and none for us: IMAP cannot show it.
    private static Entity withoutParts(String subject) {
        return new Entity("multipart without parts", Map.of(), "", subject, "", List.of());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void findsWhatMime4jFinds(long seed) throws IOException, MimeException {
        String text = GeneratedMail.text(Seeded.of(seed), seed % 4 == 0);
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        MimePart found = MimeScanner.scan(new ByteArrayInputStream(octets));
        assertThat(ours(octets, found)).as(text).isEqualTo(mime4j(octets));
    }

    private static Entity ours(byte[] octets, MimePart part) {
        String subject = part.envelope().flatMap(Envelope::subject).orElse("");
        Extent extent = part.extent();
        String header =
                new String(octets, (int) extent.begin(), (int) extent.headerOctets(), StandardCharsets.ISO_8859_1);
        if (part.parts().isEmpty() && header.contains("Content-Type: multipart/")) {
            return withoutParts(subject);
        }
        Map<String, String> parameters = part.type().parameters().stream()
                .collect(Collectors.toMap(Parameter::name, Parameter::value, (a, _) -> a, TreeMap::new));
        parameters.remove("charset", "us-ascii");
        String body = new String(octets, (int) extent.body(), (int) extent.bodyOctets(), StandardCharsets.ISO_8859_1);
        return new Entity(
                part.type().type() + "/" + part.type().subtype(),
                parameters,
                part.parts().isEmpty() ? part.fields().encoding().orElse("7bit").toLowerCase(Locale.ROOT) : "",
                subject,
                part.parts().isEmpty() ? body : "",
                part.parts().stream().map(inside -> ours(octets, inside)).toList());
    }

    private static Entity mime4j(byte[] octets) throws IOException, MimeException {
        MimeTokenStream stream = new MimeTokenStream(MimeConfig.PERMISSIVE);
        stream.parse(new ByteArrayInputStream(octets));
        return entity(stream);
    }

    /// Reads on from before an entity's header to behind the entity.
    private static Entity entity(MimeTokenStream stream) throws IOException, MimeException {
        Map<String, String> parameters = new TreeMap<>();
        String subject = "";
        List<Entity> parts = new ArrayList<>();
        String body = "";
        String type = "";
        String encoding = "";
        boolean message = stream.getState() == EntityState.T_START_MESSAGE;
        boolean ended = false;
        while (!ended) {
            EntityState state = stream.next();
            switch (state) {
                case T_FIELD -> {
                    Field field = stream.getField();
                    String name = field.getName().toLowerCase(Locale.ROOT);
                    if (name.equals("content-type")) {
                        parameters.putAll(parameters(field));
                    } else if (name.equals("subject") && message) {
                        byte[] raw = field.getRaw().toByteArray();
                        String line = new String(raw, StandardCharsets.ISO_8859_1);
                        subject = MimeUtil.unfold(line.substring(line.indexOf(':') + 1))
                                .strip();
                    }
                }
                case T_START_MULTIPART -> type = stream.getBodyDescriptor().getMimeType();
                case T_BODY -> {
                    type = stream.getBodyDescriptor().getMimeType();
                    encoding = stream.getBodyDescriptor().getTransferEncoding();
                    body = new String(stream.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
                }
                case T_START_MESSAGE -> {
                    type = "message/rfc822";
                    parts.add(entity(stream));
                }
                case T_START_BODYPART -> parts.add(entity(stream));
                case T_END_BODYPART, T_END_MESSAGE -> ended = true;
                case T_END_OF_STREAM -> ended = true;
                default -> {
                    // Preamble, epilogue, the ends of multiparts.
                }
            }
        }
        parameters.remove("charset", "us-ascii");
        if (type.startsWith("multipart/") && parts.isEmpty()) {
            return withoutParts(subject);
        }
        return new Entity(type, parameters, encoding, subject, parts.isEmpty() ? body : "", parts);
    }

    private static Map<String, String> parameters(Field field) {
        RawField raw = new RawField(field.getName(), field.getBody());
        RawBody parsed = RawFieldParser.DEFAULT.parseRawBody(raw);
        return parsed.getParams().stream()
                .collect(Collectors.toMap(
                        pair -> pair.getName().toLowerCase(Locale.ROOT), NameValuePair::getValue, (a, _) -> a));
    }
}
