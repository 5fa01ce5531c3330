package epostadm.mailstore.content;

import epostadm.mailstore.mime.Envelope;
import epostadm.mailstore.mime.MimePart;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/// What is known of a message, in the few octets that a cache holds for each of very many; unpacked when it is
/// asked for.
///
/// Some twenty octets of numbers, then what the header says, the structure and the preview, each as far as it is
/// known, then a checksum: whoever reads it from a file can tell that it is whole. With the structure size and
/// header are known too.
final class Known {

    /// To be raised when anything about the octets changes.
    static final byte FORM = 2;

    private static final int HEAD = 1;
    private static final int TEXT = 2;
    private static final int PLAIN = 4;
    private static final int PREVIEW = 8;
    private static final int SIZED = 16;

    private static final int SECONDS = 2;
    private static final int NANOS = 10;
    private static final int BYTES = 14;
    private static final int SIZE = 22;
    private static final int STRUCTURE_AT = 30;
    private static final int PREVIEW_AT = 34;
    private static final int HEAD_AT = 38;
    private static final int CHECKSUM = 4;

    private static final byte[] NOTHING = {};

    private final byte[] octets;

    private Known(byte[] octets) {
        this.octets = octets;
    }

    static Known of(Stamp stamp) {
        return build(stamp, 0, 0, NOTHING, NOTHING, NOTHING);
    }

    /// Empty where the octets are of another form, or damaged.
    static Optional<Known> read(byte[] octets) {
        int end = octets.length - CHECKSUM;
        boolean whole =
                end >= HEAD_AT && octets[0] == FORM && ByteBuffer.wrap(octets).getInt(end) == checksum(octets, end);
        return whole ? Optional.of(new Known(octets)) : Optional.empty();
    }

    /// Not to be changed.
    byte[] octets() {
        return octets;
    }

    /// The same, and how long the text is.
    Known withSize(long size) {
        return build(stamp(), octets[1] | SIZED, size, headOctets(), structureOctets(), previewOctets());
    }

    /// The same, and what the header says.
    Known withHead(Envelope envelope, List<String> references) {
        return build(stamp(), octets[1] | HEAD, size(), head(envelope, references), structureOctets(), previewOctets());
    }

    /// The same, and what was found by reading through the whole text.
    ///
    /// @param plain whether the text is the beginning of the file, octet for octet
    Known withText(MimePart structure, List<String> references, boolean plain) {
        PackWriter writer = new PackWriter();
        StructurePack.write(writer, structure);
        int bits = octets[1] | SIZED | HEAD | TEXT | (plain ? PLAIN : 0);
        byte[] head = head(structure.envelope().orElseThrow(), references);
        return build(stamp(), bits, structure.extent().end(), head, writer.octets(), previewOctets());
    }

    Known withPreview(String preview) {
        byte[] octetsOfPreview = preview.getBytes(StandardCharsets.UTF_8);
        return build(stamp(), octets[1] | PREVIEW, size(), headOctets(), structureOctets(), octetsOfPreview);
    }

    private static byte[] head(Envelope envelope, List<String> references) {
        PackWriter writer = new PackWriter();
        HeadPack.write(writer, envelope);
        writer.list(references, PackWriter::text);
        return writer.octets();
    }

    private static Known build(Stamp stamp, int bits, long size, byte[] head, byte[] structure, byte[] preview) {
        int structureAt = HEAD_AT + head.length;
        int previewAt = structureAt + structure.length;
        int end = previewAt + preview.length;
        ByteBuffer buffer = ByteBuffer.allocate(end + CHECKSUM)
                .put(FORM)
                .put((byte) bits)
                .putLong(stamp.modified().getEpochSecond())
                .putInt(stamp.modified().getNano())
                .putLong(stamp.bytes())
                .putLong(size)
                .putInt(structureAt)
                .putInt(previewAt)
                .put(head)
                .put(structure)
                .put(preview);
        buffer.putInt(checksum(buffer.array(), end));
        return new Known(buffer.array());
    }

    private static int checksum(byte[] octets, int end) {
        CRC32C checksum = new CRC32C();
        checksum.update(octets, 0, end);
        return (int) checksum.getValue();
    }

    private ByteBuffer numbers() {
        return ByteBuffer.wrap(octets);
    }

    private int structureAt() {
        return numbers().getInt(STRUCTURE_AT);
    }

    private int previewAt() {
        return numbers().getInt(PREVIEW_AT);
    }

    private byte[] section(int from, int to) {
        return java.util.Arrays.copyOfRange(octets, from, to);
    }

    private byte[] headOctets() {
        return section(HEAD_AT, structureAt());
    }

    private byte[] structureOctets() {
        return section(structureAt(), previewAt());
    }

    private byte[] previewOctets() {
        return section(previewAt(), octets.length - CHECKSUM);
    }

    Instant modified() {
        return Instant.ofEpochSecond(numbers().getLong(SECONDS), numbers().getInt(NANOS));
    }

    Stamp stamp() {
        return new Stamp(modified(), numbers().getLong(BYTES));
    }

    boolean isOf(Stamp stamp) {
        return numbers().getLong(BYTES) == stamp.bytes()
                && numbers().getLong(SECONDS) == stamp.modified().getEpochSecond()
                && numbers().getInt(NANOS) == stamp.modified().getNano();
    }

    private boolean has(int bit) {
        return (octets[1] & bit) != 0;
    }

    boolean hasSize() {
        return has(SIZED);
    }

    boolean hasHead() {
        return has(HEAD);
    }

    boolean hasText() {
        return has(TEXT);
    }

    boolean hasPreview() {
        return has(PREVIEW);
    }

    /// Whether the text is known to be the beginning of the file.
    boolean plain() {
        return has(PLAIN);
    }

    /// Octets of the text, where [#hasSize()].
    long size() {
        return numbers().getLong(SIZE);
    }

    /// Where [#hasHead()].
    Envelope envelope() {
        return HeadPack.read(new PackReader(octets, HEAD_AT));
    }

    /// Of the envelope, where [#hasHead()].
    Optional<String> date() {
        return HeadPack.date(new PackReader(octets, HEAD_AT));
    }

    /// Of the envelope, where [#hasHead()].
    Optional<String> subject() {
        return HeadPack.subject(new PackReader(octets, HEAD_AT));
    }

    /// Where [#hasHead()].
    List<String> references() {
        PackReader reader = new PackReader(octets, HEAD_AT);
        HeadPack.read(reader);
        return reader.list(PackReader::text);
    }

    /// Where [#hasText()].
    MimePart structure() {
        return StructurePack.read(new PackReader(octets, structureAt()), Optional.of(envelope()));
    }

    /// Where [#hasPreview()].
    String preview() {
        int from = previewAt();
        return new String(octets, from, octets.length - CHECKSUM - from, StandardCharsets.UTF_8);
    }
}
