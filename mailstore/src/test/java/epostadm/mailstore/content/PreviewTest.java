package epostadm.mailstore.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PreviewTest {

    @TempDir
    Path directory;

    private final MessageContents contents = MessageContents.inMemory();

    private String preview(byte[] octets) throws IOException {
        return contents.summary(FileSource.of(directory, "m" + octets.length, octets))
                .preview();
    }

    private String preview(String text) throws IOException {
        return preview(FileSource.octets(text));
    }

    @Test
    void takesTheFirstTextThatIsNoAttachment() throws IOException {
        assertThat(preview("""
                Content-Type: multipart/mixed; boundary=x

                --x
                Content-Type: text/plain
                Content-Disposition: attachment; filename=a.txt

                attached
                --x
                Content-Type: image/png

                png
                --x
                Content-Type: multipart/alternative; boundary=y

                --y
                Content-Type: text/html

                <p>shown</p>
                --y
                Content-Type: text/plain

                later
                --y--
                --x--
                """)).isEqualTo("shown");
    }

    @Test
    void isEmptyWhereNothingIsSaid() throws IOException {
        assertThat(preview("")).isEmpty();
        assertThat(preview("Subject: s\n\n \n\n")).isEmpty();
        assertThat(preview("Content-Type: image/png\n\nabc")).isEmpty();
        assertThat(preview("Content-Transfer-Encoding: x-uuencode\n\nabc")).isEmpty();
    }

    @Test
    void readsJapaneseInEveryCharset() throws IOException {
        String said = "件名と本文のテスト、ありがとうございます。";
        for (String charset : new String[] {"ISO-2022-JP", "Shift_JIS", "EUC-JP", "UTF-8"}) {
            byte[] body = said.getBytes(Charset.forName(charset));
            String head = "X: " + charset + "\r\nContent-Type: text/plain; charset=" + charset
                    + "\r\nContent-Transfer-Encoding: base64\r\n\r\n";
            assertThat(preview((head + Base64.getMimeEncoder().encodeToString(body))
                            .getBytes(StandardCharsets.ISO_8859_1)))
                    .as(charset)
                    .isEqualTo(said);
        }
    }

    @Test
    void foldsSpaceAndStopsAtTwoHundredCharacters() throws IOException {
        assertThat(preview("\n\n  one\t two\n\n\u3000three\u00a0four \u200bfive\n\n"))
                .isEqualTo("one two three four five");
        assertThat(preview("\n" + "x".repeat(500))).isEqualTo("x".repeat(200));
        String faces = preview("Content-Type: text/plain; charset=utf-8\n\n" + "\ud83d\ude00".repeat(300));
        assertThat(faces.codePointCount(0, faces.length())).isEqualTo(200);
        assertThat(faces).isEqualTo("\ud83d\ude00".repeat(200));
        assertThat(preview("\n" + "x".repeat(199) + " yz")).isEqualTo("x".repeat(199));
    }

    @Test
    void leavesOutWhatWasQuoted() throws IOException {
        assertThat(preview("\n> you said\n>> and he\nmy answer\n")).isEqualTo("my answer");
        assertThat(preview("\n> you said\n")).isEqualTo("> you said");
    }

    @Test
    void takesHtmlForWhatItShows() throws IOException {
        assertThat(preview("Content-Type: text/html; charset=utf-8\n\n"
                        + "<!DOCTYPE html><HTML><Head><title>T</title><style>p > a {x}</style></Head>"
                        + "<!-- <p>no</p> --><body><p title=\"a > b\">One&nbsp;&amp;<b>t</b>wo</p><script>if (a < b) x()"
                        + "</SCRIPT><br/>3 < 4 &lt;&#x65e5;&#26412;&unknown; R&D</body></html>"))
                .isEqualTo("One &two 3 < 4 <日本&unknown; R&D");
        assertThat(preview("Content-Type: text/html\n\n<style>never closed")).isEmpty();
        assertThat(preview("Content-Type: text/html\n\n<p><!-- never closed")).isEmpty();
        assertThat(preview("Content-Type: text/html\n\na<p x='")).isEqualTo("a");
        assertThat(preview("Content-Type: text/html\n\n&#xffffffff;&#;&#x110000;"))
                .isEqualTo("&#xffffffff;&#;&#x110000;");
    }
}
