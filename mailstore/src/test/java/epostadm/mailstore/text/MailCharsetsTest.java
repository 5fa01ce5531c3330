package epostadm.mailstore.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailCharsetsTest {

    @ParameterizedTest
    @CsvSource({
        "UTF-8, UTF-8",
        "utf8, UTF-8",
        "ISO-2022-JP, x-windows-iso2022jp",
        "iso-2022-jp, x-windows-iso2022jp",
        "CP50221, x-windows-iso2022jp",
        "x-windows-iso2022jp, x-windows-iso2022jp",
        "ISO-2022-JP-2, ISO-2022-JP-2",
        "Shift_JIS, windows-31j",
        "x-sjis, windows-31j",
        "MS_Kanji, windows-31j",
        "cp932, windows-31j",
        "Windows-31J, windows-31j",
        "EUC-JP, x-eucJP-Open",
        "x-eucjp, x-eucJP-Open",
        "gb2312, GBK",
        "GB18030, GB18030",
        "ks_c_5601-1987, x-windows-949",
        "euc-kr, x-windows-949",
        "big5, Big5",
        "iso-8859-1, windows-1252",
        "iso-8859-15, ISO-8859-15",
        "koi8-r, KOI8-R",
        "us-ascii, US-ASCII",
        "' \"utf-8\" ', UTF-8",
        "unicode-1-1-utf-7, UTF-7"
    })
    void knowsTheNamesOfMail(String label, String charset) {
        assertThat(MailCharsets.of(label))
                .map(Charset::name)
                .hasValueSatisfying(name -> assertThat(name).isEqualToIgnoringCase(charset));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"", "x-no-such", "日本", "unknown-8bit", "a b", "=?"})
    void knowsNothingOfOthers(String label) {
        assertThat(MailCharsets.of(label)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Hi Mom -+Jjo--!, Hi Mom -\u263A-!",
        "+ZeVnLIqe-, \u65E5\u672C\u8A9E",
        "A+ImIDkQ., A\u2262\u0391.",
        "1 +- 1 = 2, 1 + 1 = 2",
        "+2D3eAA-, \uD83D\uDE00"
    })
    void readsUtf7(String octets, String text) {
        assertThat(new String(octets.getBytes(StandardCharsets.US_ASCII), Utf7.CHARSET))
                .isEqualTo(text);
    }

    @Test
    void readsWhatIsNoUtf7() {
        assertThat(new String(new byte[] {'a', (byte) 0xE9, 'b', '+', 'A'}, Utf7.CHARSET))
                .isEqualTo("a\uFFFDb");
    }
}
