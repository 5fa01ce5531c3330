package epostadm.mailstore.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import epostadm.fixtures.Seeded;
import epostadm.mailstore.refusal.RefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JournalTest {

    private static final String HEADER =
            "{\"format\":1,\"id\":\"i\",\"kind\":\"k\",\"subject\":\"s\",\"started\":\"2026-04-01T03:00:00Z\",\"proofs\":[]}\n";

    private final FileSystem disk = Jimfs.newFileSystem(Configuration.unix());
    private final Path file = disk.getPath("/work/journal.jsonl");

    @AfterEach
    void close() throws IOException {
        disk.close();
    }

    static Stream<Long> seeds() {
        return Seeded.seeds(80);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readsWhatItWrites(long seed) throws IOException {
        Journal journal = random(Seeded.of(seed));
        Files.write(file, bytes(journal));
        assertThat(JournalReader.read(file)).isEqualTo(journal);
        assertThat(JournalReader.readHeader(file)).isEqualTo(journal.header());
    }

    @Test
    void refusesATornJournal() throws IOException {
        byte[] whole = bytes(random(Seeded.of(1)));
        for (int length = 0; length < whole.length - 1; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            if (!new String(whole, 0, length, StandardCharsets.UTF_8).endsWith("}")
                    || !new String(whole, 0, length, StandardCharsets.UTF_8).contains("\"end\"")) {
                assertThatThrownBy(() -> JournalReader.read(file))
                        .as("the first " + length + " bytes")
                        .isInstanceOf(RefusedException.class);
            }
        }
    }

    /// Garbled bytes may leave a journal readable; never do they end in anything but a refusal.
    @ParameterizedTest
    @MethodSource("seeds")
    void readsOrRefusesAGarbledJournal(long seed) throws IOException {
        Seeded random = Seeded.of(seed);
        byte[] bytes = bytes(random(random));
        for (int i = random.between(1, 5); i > 0; i--) {
            bytes[random.between(0, bytes.length - 1)] = random.bytes(1)[0];
        }
        Files.write(file, bytes);
        assertThatCode(() -> {
                    try {
                        JournalReader.read(file);
                    } catch (RefusedException e) {
                        assertThat(e.refusal()).asString().contains("journal.jsonl");
                    }
                })
                .doesNotThrowAnyException();
    }

    @Test
    void refusesWhatIsNoJournal() throws IOException {
        bad("");
        bad("\n");
        bad("null\n");
        bad("[]\n");
        bad("{}\n");
        bad("{\"format\":2}\n");
        bad("{\"format\":99999999999999999999}\n");
        bad("[".repeat(100_000));
        bad(HEADER);
        bad(HEADER + "{\"end\":1}\n");
        bad(HEADER + "{\"end\":\"0\"}\n");
        bad(HEADER + "{\"end\":0} {\"step\":\"remove\",\"path\":\"a\"}\n");
        bad(HEADER.replace("2026-04-01T03", "yesterday") + "{\"end\":0}\n");
        bad(HEADER.replace("[]", "[1]") + "{\"end\":0}\n");
        bad(HEADER.replace("[]", "[{\"proof\":\"guess\",\"path\":\"a\"}]") + "{\"end\":0}\n");
        bad(HEADER + "{\"step\":\"destroy\",\"path\":\"a\"}\n{\"end\":1}\n");
        bad(HEADER + "{\"step\":\"remove\"}\n{\"end\":1}\n");
        bad(HEADER + "{\"step\":\"remove\",\"path\":5}\n{\"end\":1}\n");
        bad(HEADER + "{\"step\":\"make-directory\",\"path\":\"a\",\"staged\":\"../../../db\"}\n{\"end\":1}\n");
        bad(HEADER + "{\"step\":\"make-directory\",\"path\":\"a\",\"staged\":\"/etc\"}\n{\"end\":1}\n");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, '\n'});
        assertThatThrownBy(() -> JournalReader.read(file)).isInstanceOf(RefusedException.class);
    }

    private void bad(String text) throws IOException {
        Files.writeString(file, text);
        assertThatThrownBy(() -> JournalReader.read(file))
                .as(text.lines().limit(2).toList().toString())
                .isInstanceOf(RefusedException.class);
    }

    private static byte[] bytes(Journal journal) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JournalWriter.write(journal, out);
        return out.toByteArray();
    }

    private static Journal random(Seeded random) {
        List<ChangeStep> steps = new ArrayList<>();
        for (int i = random.between(0, 8); i > 0; i--) {
            steps.add(step(random));
        }
        List<Proof> proofs = List.of(
                new Proof.Tree(random.awkwardText(30), random.between(0L, Long.MAX_VALUE - 1), 0),
                new Proof.Mail(random.awkwardText(30), 3, random.between(0L, Long.MAX_VALUE - 1), "00ff"),
                new Proof.Lines(random.awkwardText(30), random.between(0, 9)),
                new Proof.Text(random.awkwardText(30), random.between(0, 9), "ab"));
        Instant started = Instant.ofEpochSecond(random.between(0L, 4_000_000_000L), random.between(0, 999_999_999));
        return new Journal(
                new JournalHeader("20260401-030000-import", "import", random.awkwardText(40), started, proofs), steps);
    }

    private static ChangeStep step(Seeded random) {
        String path = random.awkwardText(40);
        String staged = random.between(0, 99) + "/" + random.between(0, 99_999);
        Fingerprint fingerprint =
                new Fingerprint(random.between(0, 9), random.between(0L, Long.MAX_VALUE - 1), random.between(-9, 9));
        return switch (random.between(0, 4)) {
            case 0 -> new ChangeStep.MakeDirectory(staged, path);
            case 1 -> new ChangeStep.Install(staged, path, fingerprint);
            case 2 -> new ChangeStep.Replace(staged, path, fingerprint);
            case 3 -> new ChangeStep.Remove(path);
            default -> new ChangeStep.Move(random.awkwardText(40), path);
        };
    }
}
