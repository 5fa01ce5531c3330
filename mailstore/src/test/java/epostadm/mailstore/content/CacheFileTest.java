package epostadm.mailstore.content;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class CacheFileTest {

    @TempDir
    Path directory;

    private TestStore store;
    private Path file;

    @BeforeEach
    void makeStore() {
        store = TestStore.at(directory.resolve("mail"), Edition.BSD, Layout.PER_DOMAIN)
                .domain("a.example")
                .account("sato")
                .mail("INBOX");
        file = store.work().resolve(".epostadm/cache/imap.mv");
    }

    private MessageContents contents() throws IOException {
        return MessageContents.open(store.open());
    }

    private List<Source> mail(int count) throws IOException {
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sources.add(FileSource.of(
                    directory,
                    "folder-" + i,
                    RandomMail.text(Seeded.of(1000 + i)).getBytes(StandardCharsets.ISO_8859_1)));
        }
        return sources;
    }

    /// All that can be said about a message.
    private static List<Object> said(MessageContents contents, Source source) throws IOException {
        Summary summary = contents.summary(source);
        return List.of(
                summary.internalDate(),
                summary.size(),
                summary.envelope(),
                summary.structure(),
                summary.references(),
                summary.preview());
    }

    private static void fill(MessageContents contents, List<Source> sources) {
        contents.prefetchAll(sources, Detail.STRUCTURE);
        contents.prefetchAll(sources, Detail.PREVIEW);
    }

    @Test
    void saysWithACacheWhatItSaysWithout() throws IOException {
        List<Source> sources = mail(200);
        try (MessageContents without = MessageContents.inMemory();
                MessageContents cold = contents()) {
            for (Source source : sources) {
                assertThat(said(cold, source)).isEqualTo(said(without, source));
            }
        }
        try (MessageContents without = MessageContents.inMemory();
                MessageContents warm = contents()) {
            for (Source source : sources) {
                assertThat(said(warm, source)).isEqualTo(said(without, source));
            }
        }
    }

    @Test
    void looksAtAFileOnceInTheLifeOfAServerAndReadsItNotAtAll() throws IOException {
        FileSource source = FileSource.of(directory, "folder-1", "Subject: one\n\nbody\n");
        try (MessageContents before = contents()) {
            fill(before, List.of(source));
        }
        // Who reads it now would see.
        source.write(FileSource.octets("Subject: two\n\nbody\n"), FileSource.DATE);
        source.touches().set(0);
        try (MessageContents after = contents()) {
            assertThat(after.summary(source).envelope().subject()).contains("one");
            assertThat(after.summary(source).size()).isEqualTo(22);
            assertThat(after.summary(source).preview()).isEqualTo("body");
            assertThat(source.touches().get()).isEqualTo(1);
        }
    }

    @Test
    void believesNoCacheWhereTheFileIsAnother() throws IOException {
        FileSource longer = FileSource.of(directory, "folder-1", "Subject: one\n\nbody\n");
        FileSource later = FileSource.of(directory, "folder-2", "Subject: one\n\nbody\n");
        try (MessageContents before = contents()) {
            fill(before, List.of(longer, later));
        }
        longer.write(FileSource.octets("Subject: other\n\nbody\n"), FileSource.DATE);
        later.write(FileSource.octets("Subject: two\n\nbody\n"), FileSource.DATE.plusNanos(1_000_000));
        try (MessageContents after = contents()) {
            assertThat(after.summary(longer).envelope().subject()).contains("other");
            assertThat(after.summary(later).envelope().subject()).contains("two");
        }
    }

    static Stream<Long> seeds() {
        return Seeded.seeds(25);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void beginsADamagedFileAnew(long seed) throws IOException {
        Seeded random = Seeded.of(seed);
        List<Source> sources = mail(60);
        List<List<Object>> expected = new ArrayList<>();
        try (MessageContents before = contents()) {
            fill(before, sources);
            for (Source source : sources) {
                expected.add(said(before, source));
            }
        }
        byte[] octets = Files.readAllBytes(file);
        switch (random.between(0, 3)) {
            case 0 -> octets = random.bytes(random.between(0, 20_000));
            case 1 -> octets = java.util.Arrays.copyOf(octets, random.between(0, octets.length));
            case 2 -> java.util.Arrays.fill(octets, random.between(0, octets.length - 1), octets.length, (byte) 0);
            default -> {
                for (int i = random.between(1, 2000); i > 0; i--) {
                    octets[random.between(0, octets.length - 1)] = random.bytes(1)[0];
                }
            }
        }
        Files.write(file, octets);
        // Damage may lie where it shows only when the file is closed, and then costs one more life.
        boolean whole = false;
        for (int life = 0; life < 5 && !whole; life++) {
            try (MessageContents after = contents()) {
                for (int i = 0; i < sources.size(); i++) {
                    assertThat(said(after, sources.get(i))).isEqualTo(expected.get(i));
                }
            }
            try (CacheFile cache = CacheFile.of(store.open().paths())) {
                whole = sources.stream()
                        .allMatch(source -> cache.find(source.key()).isPresent());
            }
        }
        assertThat(whole).isTrue();
    }

    @Test
    void servesTwoAtTheSameTimeThoughOneAloneKeepsWhatItFound() throws IOException {
        List<Source> sources = mail(20);
        try (MessageContents first = contents();
                MessageContents second = contents()) {
            fill(first, sources.subList(0, 10));
            fill(second, sources);
            assertThat(said(first, sources.get(3))).isEqualTo(said(second, sources.get(3)));
        }
        try (CacheFile cache = CacheFile.of(store.open().paths())) {
            assertThat(cache.find("folder-9")).isPresent();
            assertThat(cache.find("folder-10")).isEmpty();
        }
    }

    @Test
    void losesNothingButTheCacheWhenItIsCutShort() throws IOException {
        List<Source> sources = mail(1200);
        byte[] halfway;
        try (MessageContents contents = contents()) {
            fill(contents, sources);
            halfway = Files.readAllBytes(file);
        }
        Files.write(file, halfway);
        try (MessageContents after = contents();
                MessageContents without = MessageContents.inMemory()) {
            for (Source source : sources) {
                assertThat(said(after, source)).isEqualTo(said(without, source));
            }
        }
    }

    @Test
    void worksWhereThereCanBeNoFile() throws IOException {
        Files.createDirectories(file.getParent().getParent());
        Files.createFile(file.getParent());
        Source source = mail(1).getFirst();
        try (MessageContents contents = contents()) {
            assertThat(contents.summary(source).size()).isPositive();
        }
        assertThat(file.getParent()).isRegularFile();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void followsNoLinkOutOfTheStore() throws IOException {
        Path outside = Files.writeString(directory.resolve("outside"), "precious");
        Files.createDirectories(file.getParent());
        Files.createSymbolicLink(file, outside);
        try (MessageContents contents = contents()) {
            fill(contents, mail(10));
        }
        assertThat(outside).hasContent("precious");
        assertThat(Files.isSymbolicLink(file)).isFalse();
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    }

    @Test
    void forgetsMessagesThatAreGone() throws IOException {
        List<Source> sources = mail(10);
        FileSource other = FileSource.of(directory, "folder-x-1", "\n");
        FileSource third = FileSource.of(directory, "g-3", "\n");
        try (MessageContents contents = contents()) {
            fill(contents, sources);
            fill(contents, List.of(other, third));
            Files.delete(((FileSource) sources.get(9)).file());
        }
        try (Knowledge knowledge = new Knowledge(CacheFile.of(store.open().paths()))) {
            knowledge.forget("folder-8");
            knowledge.tidy(Set.of("folder-0", "folder-1", "folder-9"));
            knowledge.tidy(Set.of());
        }
        try (CacheFile cache = CacheFile.of(store.open().paths())) {
            assertThat(Stream.of("folder-0", "folder-1", "folder-2", "folder-8", "folder-9", "folder-x-1", "g-3")
                            .filter(key -> cache.find(key).isPresent()))
                    .containsExactly("folder-0", "folder-1", "folder-9", "folder-x-1", "g-3");
        }
        try (MessageContents contents = contents()) {
            contents.prefetchAll(sources, Detail.STRUCTURE);
        }
        try (CacheFile cache = CacheFile.of(store.open().paths())) {
            assertThat(cache.find("folder-9")).isEmpty();
            assertThat(cache.find("folder-8")).isPresent();
        }
    }
}
