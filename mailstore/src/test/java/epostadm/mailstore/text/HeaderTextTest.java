package epostadm.mailstore.text;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HeaderTextTest {

    private static Arguments row(String octets, String text) {
        return Arguments.of(octets, text);
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    private static String raw(String text, String charset) {
        return new String(text.getBytes(Charset.forName(charset)), StandardCharsets.ISO_8859_1);
    }

    static Stream<Arguments> values() {
        byte[] nihon = "日本語".getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                row("", ""),
                row("plain", "plain"),
                row("=?US-ASCII?Q?Keith_Moore?= <moore@cs.utk.edu>", "Keith Moore <moore@cs.utk.edu>"),
                row("=?ISO-8859-1?Q?Keld_J=F8rn_Simonsen?=", "Keld J\u00F8rn Simonsen"),
                // RFC 2047 section 8.
                row("(=?ISO-8859-1?Q?a?=)", "(a)"),
                row("(=?ISO-8859-1?Q?a?= b)", "(a b)"),
                row("(=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=)", "(ab)"),
                row("(=?ISO-8859-1?Q?a?=  =?ISO-8859-1?Q?b?=)", "(ab)"),
                row("(=?ISO-8859-1?Q?a?=\r\n    =?ISO-8859-1?Q?b?=)", "(ab)"),
                row("(=?ISO-8859-1?Q?a_b?=)", "(a b)"),
                row("(=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=)", "(a b)"),
                row(
                        "=?ISO-8859-1?B?SWYgeW91IGNhbiByZWFkIHRoaXMgeW8=?= "
                                + "=?ISO-8859-2?B?dSB1bmRlcnN0YW5kIHRoZSBleGFtcGxlLg==?=",
                        "If you can read this you understand the example."),
                // RFC 2231 section 5.
                row("=?US-ASCII*EN?Q?Keith_Moore?=", "Keith Moore"),
                row("=?ISO-2022-JP?B?GyRCRnxLXDhsGyhC?=", "日本語"),
                row("=?iso-2022-jp?B?GyRCLSEtahsoQg==?=", "①㈱"),
                row("=?iso-2022-jp?B?GyhJMTIzGyhC?=", "ｱｲｳ"),
                row("=?Shift_JIS?B?k/qWe4zq?=", "日本語"),
                row("=?x-sjis?B?h0CHig==?=", "①㈱"),
                row("=?euc-jp?Q?=C6=FC=CB=DC=B8=EC?=", "日本語"),
                // A character is cut in two, in the same charset; RFC 2047 forbids it, programs do it.
                row(
                        "=?utf-8?B?" + base64(Arrays.copyOf(nihon, 4)) + "?=\r\n =?UTF-8?B?"
                                + base64(Arrays.copyOfRange(nihon, 4, 9)) + "?=",
                        "日本語"),
                row("=?utf-8?Q?=E6=97?= =?utf-8?B?pQ==?=", "日"),
                // In a quoted string, and without spaces round it.
                row("\"=?iso-2022-jp?B?GyRCRnxLXDhsGyhC?=\" <a@b.jp>", "\"日本語\" <a@b.jp>"),
                row("Re:=?utf-8?B?5pel?=.", "Re:日."),
                // Without padding, with padding in the middle, with blanks.
                row("=?utf-8?B?5pel5pys?= =?utf-8?b?YQ?=", "日本a"),
                row("=?utf-8?B?YQ==Yg==?=", "ab"),
                row("=?utf-8?Q?a b?=", "a b"),
                row("=?utf-8?Q?what??=", "what?"),
                row("=?utf-8?Q??=", ""),
                // Broken ones are shown as they are.
                row("=?utf-8?B?!!!?=", "=?utf-8?B?!!!?="),
                row("=?x-no-such?B?YQ==?= =?utf-8?Q?b?=", "=?x-no-such?B?YQ==?= b"),
                row("=?utf-8?X?YQ==?=", "=?utf-8?X?YQ==?="),
                row("=?utf-8?B?YQ==", "=?utf-8?B?YQ=="),
                row("=?utf-8?Q?=ZZ=4?=", "=ZZ=4"),
                row("=?", "=?"),
                row("=?=?=?", "=?=?=?"),
                row("=?=?utf-8?Q?a?=", "=?a"),
                // Raw 8-bit.
                row(raw("日本語の件名", "UTF-8"), "日本語の件名"),
                row(raw("日本語の件名", "Shift_JIS"), "日本語の件名"),
                row(raw("日本語の件名", "EUC-JP"), "日本語の件名"),
                row(raw("日本語の件名", "ISO-2022-JP"), "日本語の件名"),
                row(raw("ﾃｽﾄ", "Shift_JIS"), "ﾃｽﾄ"),
                row(raw("会議", "Shift_JIS"), "会議"),
                row(raw("会議", "EUC-JP"), "会議"),
                row("M\u00FCller", "M\u00FCller"),
                row("G\u00E9n\u00E9ral", "G\u00E9n\u00E9ral"),
                row("=?unknown-8bit?B?" + base64("日本語".getBytes(StandardCharsets.UTF_8)) + "?=", "日本語"),
                row(raw("件名", "UTF-8") + " =?utf-8?B?5pel?=", "件名 日"),
                row("既に 日本語", "既に 日本語"),
                row("a\r\n b\n\tc", "a b\tc"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void showsWhatAReaderSees(String octets, String text) {
        assertThat(HeaderText.decode(octets)).isEqualTo(text);
    }

    /// However a text is cut into words, it is read whole.
    @ParameterizedTest
    @MethodSource
    void joinsWordsCutAnywhere(long seed) {
        Seeded seeded = Seeded.of(seed);
        String text = "x" + seeded.text("日本語ｶﾅかなABC ?=_", 30) + "x";
        Charset charset = Charset.forName(seeded.oneOf(List.of("UTF-8", "windows-31j", "EUC-JP", "ISO-2022-JP")));
        byte[] octets = text.getBytes(charset);
        String expected = new String(octets, MailCharsets.of(charset.name()).orElseThrow());
        StringBuilder words = new StringBuilder();
        for (int at = 0; at < octets.length; ) {
            int end = Math.min(octets.length, at + seeded.between(1, 10));
            byte[] word = Arrays.copyOfRange(octets, at, end);
            words.append(words.isEmpty() ? "" : "\r\n ").append("=?").append(charset.name());
            words.append(seeded.chance(0.5) ? "?B?" + base64(word) : "?Q?" + quoted(word))
                    .append("?=");
            at = end;
        }
        assertThat(HeaderText.decode(words.toString())).isEqualTo(expected);
    }

    static Stream<Long> joinsWordsCutAnywhere() {
        return Seeded.seeds(200);
    }

    private static String quoted(byte[] octets) {
        StringBuilder text = new StringBuilder();
        for (byte octet : octets) {
            text.append("=%02X".formatted(octet));
        }
        return text.toString();
    }

    @ParameterizedTest
    @MethodSource
    void neverFails(long seed) {
        Seeded seeded = Seeded.of(seed);
        String octets = seeded.text("=??=?utf-8?B?Q?q?\u001B$B(J\u00E3\u0081\u0082\u0083\r\n _=+/A", 60);
        assertThat(HeaderText.decode(octets)).isNotNull();
    }

    static Stream<Long> neverFails() {
        return Seeded.seeds(400);
    }

    @Test
    void readsHostileHeadersInGoodTime() {
        assertThat(HeaderText.decode("=?a?b?".repeat(20_000))).hasSize(120_000);
        assertThat(HeaderText.decode("=?utf-8?q?a?= ".repeat(20_000))).hasSize(20_001);
    }
}
