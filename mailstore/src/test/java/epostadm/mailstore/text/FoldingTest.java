package epostadm.mailstore.text;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import java.text.Normalizer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FoldingTest {

    @ParameterizedTest
    @CsvSource({
        "hello, HELLO",
        "straße, STRASSE",
        "STRAẞE, straße",
        "ÉCOLE, école",
        "σ, Σ",
        "ς, σ",
        "ж, Ж",
        "ｶﾞｷﾞｸﾞ ﾊﾟﾋﾟ, ガギグ パピ",
        "ｳﾞｧ, ヴァ",
        "ﾃｽﾄ｡, テスト。",
        "ｱｰﾄ, アート",
        "ＡＢＣ１２３, abc123",
        "ａｂｃ！, ABC!",
        "か\u3099, が",
        "は゜, ぱ",
        "①, 1",
        "㈱, (株)",
        "㌔, キロ",
        "㎏, KG",
        "ﬁn, FIN",
        "\u301C, \uFF5E",
        "\u2212, \uFF0D",
        "\u2016, \u2225",
        "\u00A5, \uFFE5",
        "ǆ, Ǆ",
        "\uD801\uDC28, \uD801\uDC00"
    })
    void makesEqual(String one, String other) {
        assertThat(Folding.fold(one)).isEqualTo(Folding.fold(other));
    }

    @ParameterizedTest
    @CsvSource({"あ, ア", "か, が", "は, ぱ", "a, b", "é, e", "一, ー", "ハ, バ", "ア, ァ", "日, 曰"})
    void keepsApart(String one, String other) {
        assertThat(Folding.fold(one)).isNotEqualTo(Folding.fold(other));
    }

    /// か is not found in が, but e is in é, as RFC 5051 has it.
    @ParameterizedTest
    @CsvSource({"ｶﾞ, カ, false", "が, か, false", "É, e, true", "각, 가, false"})
    void findsPartsOfLetters(String text, String part, boolean found) {
        assertThat(Folding.fold(text).contains(Folding.fold(part))).isEqualTo(found);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void isTheSameInPiecesAndTwice(long seed) {
        Seeded seeded = Seeded.of(seed);
        String text = seeded.awkwardText(20) + seeded.text("ｶﾞﾊﾟかが゛゜ÀéßﬁΣ각㈱Ａａ\u3099~", 20);
        int cut = seeded.between(0, text.length());
        if (cut > 0 && cut < text.length() && Character.isLowSurrogate(text.charAt(cut))) {
            cut--;
        }
        StringBuilder pieces = new StringBuilder();
        Folding.fold(text.substring(0, cut), pieces);
        Folding.fold(text.substring(cut), pieces);
        String folded = Folding.fold(text);
        assertThat(pieces).hasToString(folded);
        assertThat(Folding.fold(folded)).isEqualTo(folded);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void takesComposedAndDecomposedLettersForOne(long seed) {
        String text = Seeded.of(seed).text("abカガハバパかがÀÉéüßΣㅏ一 1", 30);
        assertThat(Folding.fold(Normalizer.normalize(text, Normalizer.Form.NFD)))
                .isEqualTo(Folding.fold(text));
    }

    static Stream<Long> seeds() {
        return Seeded.seeds(500);
    }
}
