package epostadm.mailstore.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import epostadm.fixtures.Seeded;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModifiedUtf7Test {

    @Test
    void readsAndWritesNames() {
        good("", "");
        good("Sent Items", "Sent Items");
        good("~peter/mail/\u53f0\u5317/\u65e5\u672c\u8a9e", "~peter/mail/&U,BTFw-/&ZeVnLIqe-");
        good("下書き", "&Tgtm+DBN-");
        good("送信済みトレイ", "&kAFP4W4IMH8wyDDsMKQ-");
        good("R&D", "R&-D");
        good("&&", "&-&-");
        good("台&", "&U,A-&-");
        good("台-", "&U,A--");
        good("\u0000", "&AAA-");
        good("\u007f", "&AH8-");
        good("\ud83d\ude00", "&2D3eAA-");
        good("\\:*?", "\\:*?");
    }

    @Test
    void refusesWhatEncodingNeverWrites() {
        bad("&");
        bad("a&b");
        bad("&Tgtm+DBN");
        bad("&Tgtm+DBN-&ZeU-"); // superfluous shift
        bad("&AEE-"); // A
        bad("&ACY-"); // & itself
        bad("&AC8-"); // the separator
        bad("&AC4ALg-"); // ..
        bad("&TgtmAEE-"); // A behind kanji
        bad("&Tgtm+DB-"); // fewer bits than a unit
        bad("&Tgtm+DBNA-"); // a digit too many
        bad("&U,B-"); // stray bits
        bad("&U-");
        bad("&U/A-"); // the BASE64 of other people
        bad("&U,A=-");
        bad("&2D0-"); // first half alone
        bad("&3gA-"); // second half alone
        bad("&3gDYPQ-"); // halves the wrong way round
        bad("日本");
        bad("\u00e9");
        bad("a\tb");
        bad("\u007f");
        bad("\u0000");
    }

    @Test
    void refusesToEncodeHalfACharacter() {
        assertThatThrownBy(() -> ModifiedUtf7.encode("a\ud83d")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void decodesWhatItEncoded(long seed) {
        Seeded seeded = Seeded.of(seed);
        String text = anyUnicode(seeded);
        String name = ModifiedUtf7.encode(text);
        assertThat(name).matches("[ -~]*");
        assertThat(ModifiedUtf7.decode(name)).contains(text);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void encodesAgainWhatItDecoded(long seed) {
        Seeded seeded = Seeded.of(seed);
        for (int i = 0; i < 200; i++) {
            String name = seeded.text("&&&--AQgwDZ,+e8=4 /", 14);
            ModifiedUtf7.decode(name)
                    .ifPresent(text -> assertThat(ModifiedUtf7.encode(text)).isEqualTo(name));
        }
    }

    private static String anyUnicode(Seeded seeded) {
        StringBuilder text = new StringBuilder(seeded.awkwardText(20));
        for (int i = seeded.between(0, 20); i > 0; i--) {
            int c = seeded.chance(0.3) ? seeded.between(' ', '~') : seeded.between(0, Character.MAX_CODE_POINT);
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                text.appendCodePoint(c);
            }
        }
        return text.toString();
    }

    private static void good(String text, String name) {
        assertThat(ModifiedUtf7.encode(text)).isEqualTo(name);
        assertThat(ModifiedUtf7.decode(name)).isEqualTo(Optional.of(text));
    }

    private static void bad(String name) {
        assertThat(ModifiedUtf7.decode(name)).as(name).isEmpty();
    }

    static Stream<Long> seeds() {
        return Seeded.seeds(300);
    }
}
