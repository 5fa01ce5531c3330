package epostadm.server.imap.search;

import epostadm.mailstore.mime.Envelope;
import epostadm.mailstore.mime.MessageIds;
import epostadm.mailstore.mime.MimePart;
import epostadm.mailstore.mime.MimeScanner;
import epostadm.mailstore.text.BodyText;
import epostadm.mailstore.text.HeaderText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A message of one part, made of its octets, and what a session would know of it. It counts how often it is read.
public final class MailInMemory implements SearchedMessage {

    private final int sequence;
    private final byte[] octets;
    private long uid;
    private Set<String> flags = Set.of();
    private Instant internalDate = Instant.parse("2026-04-01T00:00:00Z");
    private Optional<Instant> saved = Optional.empty();
    private long modSeq = 1;
    private int textsRead;
    private int headersRead;

    private MailInMemory(int sequence, byte[] octets) {
        this.sequence = sequence;
        this.uid = sequence;
        this.octets = octets;
    }

    public static MailInMemory of(int sequence, String text) {
        return of(sequence, text, StandardCharsets.UTF_8);
    }

    static MailInMemory of(int sequence, String text, Charset charset) {
        return new MailInMemory(sequence, text.replace("\n", "\r\n").getBytes(charset));
    }

    public MailInMemory uid(long number) {
        uid = number;
        return this;
    }

    public MailInMemory flags(String... names) {
        flags = Set.of(names);
        return this;
    }

    public MailInMemory internalDate(String instant) {
        internalDate = Instant.parse(instant);
        return this;
    }

    MailInMemory saved(String instant) {
        saved = Optional.of(Instant.parse(instant));
        return this;
    }

    public MailInMemory modSeq(long number) {
        modSeq = number;
        return this;
    }

    int textsRead() {
        return textsRead;
    }

    int headersRead() {
        return headersRead;
    }

    @Override
    public int sequence() {
        return sequence;
    }

    @Override
    public long uid() {
        return uid;
    }

    @Override
    public boolean flagged(String flag) {
        return flags.stream().anyMatch(flag::equalsIgnoreCase);
    }

    @Override
    public boolean recent() {
        return flags.contains("\\Recent");
    }

    @Override
    public long modSeq() {
        return modSeq;
    }

    @Override
    public String emailId() {
        return "M" + uid;
    }

    @Override
    public Optional<Instant> saved() {
        return saved;
    }

    @Override
    public Instant internalDate() {
        return internalDate;
    }

    @Override
    public long size() {
        return octets.length;
    }

    private MimePart structure() throws IOException {
        return MimeScanner.scan(new ByteArrayInputStream(octets));
    }

    @Override
    public Envelope envelope() throws IOException {
        headersRead++;
        return structure().envelope().orElseThrow();
    }

    @Override
    public List<String> references() {
        List<String> references = MessageIds.in(String.join(" ", header("references")));
        return references.isEmpty()
                ? MessageIds.in(String.join(" ", header("in-reply-to"))).stream()
                        .limit(1)
                        .toList()
                : references;
    }

    private String latin() {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    private Stream<String> fields() {
        int end = latin().indexOf("\r\n\r\n");
        String header = end < 0 ? latin() : latin().substring(0, end);
        return Arrays.stream(header.split("\r\n(?![ \t])"));
    }

    @Override
    public List<String> header(String name) {
        headersRead++;
        return fields().filter(field -> field.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(field -> field.substring(name.length() + 1))
                .toList();
    }

    @Override
    public boolean text(boolean headers, boolean bodies, TextReader reader) throws IOException {
        textsRead++;
        if (headers && reader.hear(HeaderText.decode(String.join("\r\n", fields().toList())) + "\r\n")) {
            return true;
        }
        int end = latin().indexOf("\r\n\r\n");
        if (!bodies || end < 0) {
            return false;
        }
        String body = BodyText.decode(
                Arrays.copyOfRange(octets, end + 4, octets.length),
                structure().type().parameter("charset"));
        for (int at = 0; at < body.length(); at += 7) {
            if (reader.hear(body.substring(at, Math.min(body.length(), at + 7)))) {
                return true;
            }
        }
        return false;
    }
}
