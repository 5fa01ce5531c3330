package epostadm.mailstore.text;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BodyTextTest {

    private static final String TEXT = "拝啓 日本語のメールです。\r\nよろしくお願いします。\r\n";

    @ParameterizedTest
    @CsvSource({
        "UTF-8, utf-8",
        "UTF-8, ",
        "UTF-8, us-ascii",
        "UTF-8, unknown-8bit",
        "UTF-8, x-no-such",
        "ISO-2022-JP, iso-2022-jp",
        "ISO-2022-JP, ",
        "ISO-2022-JP, US-ASCII",
        "Shift_JIS, x-sjis",
        "Shift_JIS, ",
        "EUC-JP, euc-jp",
        "EUC-JP, us-ascii",
        "UTF-16, utf-16"
    })
    void readsJapanese(String written, String label) {
        byte[] octets = TEXT.getBytes(Charset.forName(written));
        assertThat(BodyText.decode(octets, Optional.ofNullable(label))).isEqualTo(TEXT);
    }

    /// The charset shows late, and blocks end anywhere.
    @ParameterizedTest
    @MethodSource
    void guessesWhereverTheTextLeavesAscii(long seed) throws IOException {
        Seeded seeded = Seeded.of(seed);
        String text = "ASCII \u001B[1m line\r\n".repeat(seeded.between(0, 1500)) + TEXT.repeat(seeded.between(1, 400));
        String charset = seeded.oneOf(List.of("UTF-8", "ISO-2022-JP", "Shift_JIS", "EUC-JP"));
        byte[] octets = text.getBytes(Charset.forName(charset));
        InputStream slow = new ByteArrayInputStream(octets) {
            @Override
            public int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, seeded.between(1, 3000)));
            }
        };
        try (Reader reader = BodyText.reader(slow, Optional.empty())) {
            assertThat(reader.readAllAsString()).isEqualTo(text);
        }
    }

    static Stream<Long> guessesWhereverTheTextLeavesAscii() {
        return Seeded.seeds(60);
    }

    @Test
    void showsWhatIsNoTextAsAMark() {
        assertThat(BodyText.decode(new byte[] {'a', (byte) 0xFF, 'b'}, Optional.of("utf-8")))
                .isEqualTo("a\uFFFDb");
        assertThat(BodyText.decode("\u001B".getBytes(StandardCharsets.US_ASCII), Optional.empty()))
                .isEqualTo("\u001B");
        assertThat(BodyText.decode(new byte[0], Optional.empty())).isEmpty();
    }
}
