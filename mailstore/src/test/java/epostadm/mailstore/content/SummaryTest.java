package epostadm.mailstore.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import epostadm.fixtures.Seeded;
import epostadm.mailstore.disk.OpenMessageFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class SummaryTest {

    @TempDir
    Path directory;

    private final MessageContents contents = MessageContents.inMemory();

    private Summary summary(String text) throws IOException {
        return contents.summary(FileSource.of(directory, "m" + text.hashCode(), text));
    }

    @Test
    void tellsDateSizeAndWhoWroteIt() throws IOException {
        Summary summary = summary("From: a@example.jp\nSubject: s\n\n..dot\nbody\n.\n");
        assertThat(summary.internalDate()).isEqualTo(FileSource.DATE);
        assertThat(summary.size()).isEqualTo("From: a@example.jp\r\nSubject: s\r\n\r\n.dot\r\nbody\r\n".length());
        assertThat(summary.envelope().subject()).contains("s");
        assertThat(summary.structure().extent().bodyLines()).isEqualTo(2);
    }

    /// `_` stands for a blank.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "References: <1@a> <2@b> | 1@a 2@b",
                "References: <1@a>_<2@b>;In-Reply-To: <3@c> | 1@a 2@b",
                "In-Reply-To: Your mail of Monday <3@c> <4@d> | 3@c",
                "References: nothing;In-Reply-To: <3@c> | 3@c",
                "References: <1@a><2@b> text (<c@d>) | 1@a 2@b c@d",
                "References: <\"1\"@a> <\"a b\\\"c\"@d> | 1@a a_b\"c@d",
                "References: <broken> <@x> <y@> <1@a | ",
                "References: <broken <1@a> | 1@a",
                "References: <1@a>;References: <2@b> | 1@a 2@b",
                "Subject: x | "
            })
    void findsTheMessagesItRefersTo(String header, String expected) throws IOException {
        List<String> ids = expected == null
                ? List.of()
                : List.of(expected.split(" ")).stream()
                        .map(id -> id.replace('_', ' '))
                        .toList();
        assertThat(summary(header.replace('_', ' ').replace(';', '\n') + "\n\nbody")
                        .references())
                .isEqualTo(ids);
    }

    @Test
    void readsNoMoreThanTheHeaderOfALargeMessageForItsEnvelope() throws IOException {
        FileSource source = FileSource.of(
                directory, "m", "Subject: large\nReferences: <1@a>\n\n" + "x\n".repeat(OpenMessageFile.SMALL));
        Summary summary = contents.summary(source);
        assertThat(summary.envelope().subject()).contains("large");
        assertThat(summary.references()).containsExactly("1@a");
        assertThat(contents.knows(source, Known::hasHead)).isTrue();
        assertThat(contents.knows(source, Known::hasText)).isFalse();
        assertThat(contents.knows(source, Known::hasSize)).isFalse();
        assertThat(summary.size()).isEqualTo(Files.size(source.file()));
        assertThat(contents.knows(source, Known::hasText)).isFalse();
        assertThat(summary.structure().extent().end()).isEqualTo(Files.size(source.file()));
        assertThat(contents.knows(source, Known::plain)).isTrue();
        assertThat(summary.envelope().subject()).contains("large");
    }

    @Test
    void findsTheSizeOfASmallMessageWithItsEnvelopeAlone() throws IOException {
        FileSource source = FileSource.of(directory, "m", "Subject: s\n\n..body\nbare\n");
        Summary summary = contents.summary(source);
        assertThat(summary.envelope().subject()).contains("s");
        assertThat(contents.knows(source, Known::hasText)).isFalse();
        assertThat(summary.size()).isEqualTo(summary.structure().extent().end());
        assertThat(source.touches().get()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource
    void tellsTheSizeAloneAsItDoesWithTheStructure(long seed) throws IOException {
        Seeded seeded = Seeded.of(seed);
        byte[] octets = seeded.text(".\r\n\u00FFa", 40).getBytes(StandardCharsets.ISO_8859_1);
        FileSource source = FileSource.of(directory, "m", octets);
        long alone = contents.summary(source).size();
        assertThat(contents.knows(source, Known::hasText)).isFalse();
        assertThat(contents.summary(source).structure().extent().end()).isEqualTo(alone);
        assertThat(contents.summary(source).size()).isEqualTo(alone);
    }

    static Stream<Long> tellsTheSizeAloneAsItDoesWithTheStructure() {
        return Seeded.seeds(300);
    }

    @Test
    void touchesNoFileForWhatIsKnown() throws IOException {
        FileSource source = FileSource.of(directory, "m", "Subject: s\n\nbody\n");
        Summary summary = contents.summary(source);
        assertThat(summary.previewKnown()).isFalse();
        assertThat(summary.size()).isEqualTo(20);
        assertThat(source.touches().get()).isEqualTo(1);
        assertThat(summary.preview()).isEqualTo("body");
        assertThat(summary.previewKnown()).isTrue();
        int touches = source.touches().get();
        Files.delete(source.file());
        Summary again = contents.summary(source);
        assertThat(again.size()).isEqualTo(20);
        assertThat(again.preview()).isEqualTo("body");
        assertThat(again.envelope().subject()).contains("s");
        assertThat(again.structure().type().subtype()).isEqualTo("plain");
        assertThat(again.references()).isEmpty();
        assertThat(again.internalDate()).isEqualTo(FileSource.DATE);
        assertThat(source.touches().get()).isEqualTo(touches);
    }

    @Test
    void saysThatAMessageIsGone() throws IOException {
        FileSource source = FileSource.of(directory, "m", "Subject: s\n\nbody\n");
        Summary summary = contents.summary(source);
        assertThat(summary.internalDate()).isEqualTo(FileSource.DATE);
        Files.delete(source.file());
        assertThatThrownBy(summary::size).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(summary::internalDate).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void noticesAnotherFileOfTheSameNameWhenItIsOpened() throws IOException {
        FileSource source = FileSource.of(directory, "m", "Subject: s\n\nbody\n");
        Summary summary = contents.summary(source);
        assertThat(summary.size()).isEqualTo(20);
        source.write(FileSource.octets("Subject: t\n\nlonger\n"), FileSource.DATE);
        try (OpenMessage message = contents.open(source)) {
            assertThat(message.structure().extent().end()).isEqualTo(22);
        }
        assertThat(summary.size()).isEqualTo(22);
        assertThat(summary.envelope().subject()).contains("t");
        Files.setLastModifiedTime(source.file(), FileTime.from(FileSource.DATE.plusSeconds(1)));
        contents.open(source).close();
        assertThat(summary.internalDate()).isEqualTo(FileSource.DATE.plusSeconds(1));
    }

    @Test
    void findsOutAboutManyAtOnce() throws IOException {
        List<Source> sources = new java.util.ArrayList<>();
        for (int i = 0; i < 500; i++) {
            sources.add(FileSource.of(directory, "m" + i, "Subject: s" + i + "\n\nbody " + i + "\n"));
        }
        Files.delete(((FileSource) sources.get(77)).file());
        sources.remove(300);
        contents.prefetchAll(sources, Detail.STRUCTURE);
        contents.prefetchAll(sources, Detail.PREVIEW);
        for (Source source : sources) {
            String number = source.key().substring(1);
            if (!number.equals("77")) {
                assertThat(contents.summary(source).envelope().subject()).contains("s" + number);
                assertThat(contents.summary(source).preview()).isEqualTo("body " + number);
            }
        }
        assertThatThrownBy(() -> contents.summary(sources.get(77)).size()).isInstanceOf(NoSuchFileException.class);
    }
}
