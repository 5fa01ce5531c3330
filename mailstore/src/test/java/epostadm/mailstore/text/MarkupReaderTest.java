package epostadm.mailstore.text;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MarkupReaderTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
            no markup                                    | no markup
            a<b>b</b>c                                   | abc
            one<br>two<BR/>three                         | one two three
            <p>one</p><p>two</p>                         | ' one  two '
            a<STRONG class="x>y">b</Strong>c             | abc
            a<img alt='<b>'>b                            | a b
            a<img alt= '>'>b                             | a b
            it's <a title=it's>his</a>                   | it's his
            a<!-- no > text --->b                        | ab
            a<!--[if mso]><p>Outlook</p><![endif]-->b    | ab
            <!DOCTYPE html>a                             | ' a'
            <title>no</title>yes                         | ' yes'
            a<style>p > b { } </s</style >b              | a b
            a<script>if (a<b) "</scrip>"</SCRIPT>b       | a b
            a<style>never closed                         | a
            a<div title="never closed>b                  | a
            AT&amp;T &lt;b&gt; &quot;&apos;              | AT&T <b> "'
            &#26085;&#x672C;&#X8A9E;&eacute;&copy;       | 日本語é©
            M&uuml;ll&shy;er                             | Müller
            a&nbsp;b                                     | a b
            R&D &nonesuch; &; &#xFFFFFFF; &              | R&D &nonesuch; &; &#xFFFFFFF; &
            &averylongname;                              | &averylongname;
            1 < 2 <3 <                                   | 1 < 2 <3 <
            a &<b>amp;                                   | a &amp;
            """)
    void readsWhatALookerSees(String html, String text) {
        assertThat(MarkupReader.text(html)).isEqualTo(text);
    }

    static Stream<Long> seeds() {
        return Seeded.seeds(200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readsTheSameInPiecesOfAnySize(long seed) throws IOException {
        Seeded seeded = Seeded.of(seed);
        List<String> pieces = List.of(
                "<",
                ">",
                "&",
                ";",
                "amp",
                "#65",
                "<!--",
                "-->",
                "-",
                "<style>",
                "</style>",
                "\"",
                "'",
                "=",
                "<b x=",
                " ",
                "<br>",
                "text",
                "日本",
                "!",
                "/",
                "</script",
                "<script>",
                "?");
        StringBuilder html = new StringBuilder();
        for (int i = seeded.between(0, 60); i > 0; i--) {
            html.append(seeded.oneOf(pieces));
        }
        String whole = MarkupReader.text(html.toString());
        StringBuilder read = new StringBuilder();
        try (MarkupReader reader = new MarkupReader(new OneByOne(html.toString()))) {
            char[] block = new char[3];
            for (int count = reader.read(block, 1, 2); count >= 0; count = reader.read(block, 1, 2)) {
                read.append(block, 1, count);
            }
        }
        assertThat(read).hasToString(whole);
    }

    @Test
    void endsWhateverComes() {
        assertThat(MarkupReader.text("<".repeat(100_000))).hasSize(100_000);
        assertThat(MarkupReader.text("&".repeat(100_000))).hasSize(100_000);
        assertThat(MarkupReader.text("<a" + "b".repeat(100_000))).isEmpty();
    }

    private static final class OneByOne extends StringReader {

        OneByOne(String text) {
            super(text);
        }

        @Override
        public int read(char[] into, int offset, int length) throws IOException {
            return super.read(into, offset, Math.min(length, 1));
        }
    }
}
