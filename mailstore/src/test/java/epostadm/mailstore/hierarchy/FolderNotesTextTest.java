package epostadm.mailstore.hierarchy;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.mail.UidValidity;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FolderNotesTextTest {

    private static FolderNotes parse(String text) {
        return FolderNotesText.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String written(FolderNotes notes) {
        return new String(FolderNotesText.write(notes), StandardCharsets.UTF_8);
    }

    private static FolderName name(String text) {
        return FolderName.parse(text).orElseThrow();
    }

    @Test
    void writesWhatAnAdministratorCanRead() {
        FolderNotes notes = new FolderNotes();
        notes.subscription(name("下書き"), true);
        notes.subscription(name("A/b c"), false);
        notes.use(SpecialUse.SENT, name("Old"));
        notes.use(SpecialUse.SENT, name("New"));
        notes.noselect(name("A"), true);
        notes.emptying(name("A"), true);
        notes.validities().record(name("A/gone"), UidValidity.of(77));
        notes.validities().floor(UidValidity.of(5));
        String text = written(notes);
        assertThat(text).isEqualTo("""
                        #epostadm-folders 1
                        unsubscribed\tA/b c
                        subscribed\t下書き
                        use\t\\Sent\tOld
                        use\t\\Sent\tNew
                        noselect\tA
                        emptying\tA
                        uidvalidity-of-others\t5
                        uidvalidity\t77\tA/gone
                        """);
        assertThat(written(parse(text))).isEqualTo(text);
        assertThat(parse(text).uses(SpecialUse.SENT)).containsExactly(name("New"), name("Old"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "subscribed",
                "subscribed\t",
                "subscribed\t~aside",
                "subscribed\ta//b",
                "subscribed\ta\tb\tc",
                "use\t\\Everything\tA",
                "uidvalidity\t0\tA",
                "uidvalidity\t4294967296\tA",
                "uidvalidity\t-1\tA",
                "uidvalidity\t１\tA",
                "later\tA",
                "\u0000"
            })
    void keepsLinesThatItDoesNotUnderstand(String line) {
        String text = "#epostadm-folders 1\nsubscribed\tA\n" + line + "\n";
        FolderNotes notes = parse(text);
        assertThat(notes.subscriptions()).containsOnlyKeys(name("A"));
        assertThat(written(notes)).isEqualTo(text);
    }

    @Test
    void keepsBytesThatAreNoUtf8() {
        byte[] bytes = "#epostadm-folders 1\nsubscribed\t\u00c4\u00ff\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(FolderNotesText.write(FolderNotesText.parse(bytes))).isEqualTo(bytes);
    }

    @Test
    void readsCrLfAndALastLineCutShort() {
        FolderNotes notes = parse("#epostadm-folders 1\r\nsubscribed\tA\r\nunsubscr");
        assertThat(notes.subscription(name("A"))).contains(true);
        assertThat(written(notes)).endsWith("\nunsubscr\n");
    }

    static Stream<Long> seeds() {
        return Seeded.seeds(200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readsWhatItWrites(long seed) {
        Seeded random = Seeded.of(seed);
        FolderNotes notes = new FolderNotes();
        for (int i = random.between(0, 30); i > 0; i--) {
            Optional<FolderName> name = FolderName.parse(random.awkwardText(12));
            if (name.isEmpty()) {
                continue;
            }
            switch (random.between(0, 4)) {
                case 0 -> notes.subscription(name.get(), random.chance(0.5));
                case 1 -> notes.use(SpecialUse.values()[random.between(0, 6)], name.get());
                case 2 -> notes.noselect(name.get(), true);
                case 3 -> notes.emptying(name.get(), true);
                default -> notes.validities().record(name.get(), UidValidity.of(random.between(1L, 0xFFFF_FFFFL)));
            }
        }
        byte[] bytes = FolderNotesText.write(notes);
        FolderNotes read = FolderNotesText.parse(bytes);
        assertThat(read.unread()).isEmpty();
        assertThat(FolderNotesText.write(read)).isEqualTo(bytes);
        assertThat(FolderNotesText.write(read.copy())).isEqualTo(bytes);
    }

    /// Whatever stands in the file, it is read, and what is not understood outlives a rewrite.
    @ParameterizedTest
    @MethodSource("seeds")
    void readsAnything(long seed) {
        byte[] bytes = Seeded.of(seed).bytes(300);
        byte[] once = FolderNotesText.write(FolderNotesText.parse(bytes));
        assertThat(FolderNotesText.write(FolderNotesText.parse(once))).isEqualTo(once);
    }
}
