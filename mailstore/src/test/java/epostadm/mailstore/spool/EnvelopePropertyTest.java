package epostadm.mailstore.spool;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever envelope and record of tries can be made, comes back from its file as it was.
class EnvelopePropertyTest {

    private static final QueueId ID = QueueId.parse("B0000000001").orElseThrow();
    private static final List<String> LINE_ENDS = List.of("\n", "\r\n");

    @TempDir
    private Path directory;

    static Stream<Long> seeds() {
        return Seeded.seeds(60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readsTheEnvelopeThatItWrote(long seed) throws IOException {
        Seeded random = Seeded.of(seed);
        Envelope envelope = envelope(random);
        Path file = directory.resolve(ID + SpoolPlaces.ENVELOPE);
        Path body = Files.writeString(directory.resolve(ID + SpoolPlaces.BODY), ".\r\n");
        Files.write(file, envelope.text(random.oneOf(LINE_ENDS)));
        Files.write(SpoolPlaces.extras(file), envelope.extrasText());
        SpoolEntry read = SpoolFiles.read(ID, new QueuedMessage.Place.Incoming(), body, file);
        assertThat(read)
                .isEqualTo(new SpoolEntry.Ready(
                        new QueuedMessage(ID, new QueuedMessage.Place.Incoming(), body, file, envelope)));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readsTheRecordOfTriesThatItWrote(long seed) {
        Seeded random = Seeded.of(seed);
        String lineEnd = random.oneOf(LINE_ENDS);
        QueueDomain domain = QueueDomain.of(random.text("abc-.", 12));
        DomainMri tried = new DomainMri(
                domain,
                random.between(0L, 0xFFFF_FFFFL),
                random.between(0, Integer.MAX_VALUE - 1),
                latin(random, 20),
                lines(random, lineEnd));
        assertThat(DomainMri.parse(domain, tried.format(lineEnd))).isEqualTo(tried);
    }

    /// The instant is found again by whoever knows the time within 68 years.
    @ParameterizedTest
    @MethodSource("seeds")
    void knowsWhenItWas(long seed) {
        Seeded random = Seeded.of(seed);
        Instant tried = Instant.ofEpochSecond(random.between(0L, 8_000_000_000L));
        Instant now = tried.plusSeconds(random.between(-2_100_000_000L, 2_100_000_000L));
        assertThat(DomainMri.of(QueueDomain.BAD, tried, 1, "0").triedAt(now)).isEqualTo(tried);
    }

    /// Reading is lenient: any bytes are a record of tries, which is written and read without loss from then on.
    @ParameterizedTest
    @MethodSource("seeds")
    void takesAnyBytes(long seed) {
        Seeded random = Seeded.of(seed);
        byte[] bytes = ("Last-tried: " + random.awkwardText(20) + "\nErr-code: " + random.awkwardText(20) + "\n"
                        + random.awkwardText(80))
                .getBytes(StandardCharsets.UTF_8);
        DomainMri read = DomainMri.parse(QueueDomain.BAD, bytes);
        assertThat(DomainMri.parse(QueueDomain.BAD, read.format("\n"))).isEqualTo(read);
        EnvelopeReading any = EnvelopeText.parse(bytes);
        assertThat(any).isNotNull();
    }

    private static Envelope envelope(Seeded random) {
        EnvelopeExtras extras = new EnvelopeExtras(
                maybe(random, Instant.ofEpochSecond(random.between(0L, 4_000_000_000L))),
                maybe(random, value(random)),
                maybe(random, random.oneOf(List.of("FULL", "HDRS"))),
                maybe(random, random.oneOf(List.of("7BIT", "8BITMIME", "BINARYMIME"))),
                random.chance(0.5),
                random.between(0, 30),
                random.chance(0.5),
                maybe(random, value(random)));
        List<Recipient> recipients = IntStream.range(0, random.between(1, 8))
                .mapToObj(number -> new Recipient(
                        number + address(random), maybe(random, "FAILURE,DELAY"), maybe(random, value(random))))
                .toList();
        return new Envelope(
                ID + "@" + random.text("abc.", 8).strip(),
                random.chance(0.3) ? "" : address(random),
                recipients,
                extras,
                List.of());
    }

    private static String address(Seeded random) {
        return drawn(random, 12, text -> EnvelopeLine.path("a" + text)) + "@b.example";
    }

    private static String value(Seeded random) {
        return "x" + drawn(random, 30, text -> EnvelopeLine.fits("x" + text));
    }

    private static String drawn(Seeded random, int longest, Predicate<String> fits) {
        return Stream.generate(() -> random.awkwardText(longest))
                .filter(text -> text.equals(text.strip()) && !text.startsWith("<"))
                .filter(fits)
                .limit(1)
                .findFirst()
                .orElseThrow();
    }

    private static <T> Optional<T> maybe(Seeded random, T value) {
        return random.chance(0.5) ? Optional.of(value) : Optional.empty();
    }

    private static String latin(Seeded random, int longest) {
        return random.text("abc019 -:\u00e9", longest).strip();
    }

    private static List<String> lines(Seeded random, String lineEnd) {
        return IntStream.range(0, random.between(0, 3))
                .mapToObj(number -> "X-" + number + ": " + latin(random, 10) + lineEnd)
                .toList();
    }
}
