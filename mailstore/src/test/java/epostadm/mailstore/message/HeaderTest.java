package epostadm.mailstore.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HeaderTest {

    private static HeaderSection read(String text, int longest) throws IOException {
        return HeaderSection.read(new ByteArrayInputStream(text.getBytes(UTF_8)), longest);
    }

    @Test
    void unfoldsFieldsAndEndsWhereTheyEnd() throws IOException {
        HeaderSection header =
                read("To: a@b,\r\n\tc@d\r\nSUBJECT :  日本 \r\nto: second\r\n\r\nCc: not@header\r\n", 1000);
        assertThat(header.all("to")).containsExactly("a@b,\tc@d", "second");
        assertThat(header.first("Subject")).hasValue("日本");
        assertThat(header.has("cc")).isFalse();
        assertThat(read("To: a@b\r\nno field\r\nCc: c@d\r\n", 1000).fields()).hasSize(1);
        assertThat(read("A: b\nC: d\n\nE: f", 1000).fields()).hasSize(2);
        assertThat(read("To: a@b\r\nCc: c@d\r\n", 12).fields()).hasSize(2);
        assertThat(read("", 12).fields()).isEmpty();
        assertThat(read("\r\nTo: a@b", 12).fields()).isEmpty();
    }

    @Test
    void readsAHeaderThatIsNoUtf8() throws IOException {
        byte[] bytes = "Subject: \u00e9\r\n\r\n".getBytes(ISO_8859_1);
        assertThat(HeaderSection.read(new ByteArrayInputStream(bytes), 1000).first("subject"))
                .hasValue("\u00e9");
    }

    static Stream<Arguments> fields() {
        return Stream.of(
                Arguments.of("a@b.example", List.of("a@b.example")),
                Arguments.of("Sato <a@b>, \"x, <no@no>\" <c@d> , e@f", List.of("a@b", "c@d", "e@f")),
                Arguments.of("a@b (c@d (nested \\) e@f)), g@h", List.of("a@b", "g@h")),
                Arguments.of("Group: a@b, c@d;, e@f", List.of("a@b", "c@d", "e@f")),
                Arguments.of("undisclosed-recipients:;", List.of()),
                Arguments.of("\"a b\"@c", List.of("\"a b\"@c")),
                Arguments.of("<@relay,@other:a@b>", List.of("a@b")),
                Arguments.of("<a@b", List.of("a@b")),
                Arguments.of("\"open a@b", List.of()),
                Arguments.of("@b, a@, <>", List.of()));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void findsTheAddressesInAField(String field, List<String> addresses) {
        assertThat(Addresses.in(field)).isEqualTo(addresses);
    }

    @Test
    void quotesALocalPartThatNeedsIt() {
        assertThat(Addresses.address("sato.k", "a.example")).isEqualTo("sato.k@a.example");
        assertThat(Addresses.address("a b\"(c", "a.example")).isEqualTo("\"a b\\\"(c\"@a.example");
    }

    static Stream<Long> seeds() {
        return Seeded.seeds(200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void encodesWhatDecodesToTheSame(long seed) throws IOException {
        String text = Seeded.of(seed).awkwardText(120);
        String encoded = EncodedWords.encode(text);
        assertThat(encoded.lines()).allMatch(line -> line.strip().length() <= 75 || encoded.equals(text));
        assertThat(encoded.chars()).allMatch(c -> c < 0x7F);
        assertThat(decoded(encoded)).isEqualTo(text.replaceAll("\\p{Cntrl}", " "));
    }

    private static String decoded(String encoded) {
        if (!encoded.startsWith("=?UTF-8?B?")) {
            return encoded;
        }
        return Pattern.compile("=\\?UTF-8\\?B\\?([^?]*)\\?=(\r\n )?")
                .matcher(encoded)
                .replaceAll(word ->
                        Matcher.quoteReplacement(new String(Base64.getDecoder().decode(word.group(1)), UTF_8)));
    }
}
