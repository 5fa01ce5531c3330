package epostadm.mailstore.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {

    @ParameterizedTest
    @CsvSource({
        "*, sato.k",
        "sato.k, SATO.K",
        "S23*, s23a0001",
        "*.k, sato.k",
        "s?to.k, sato.k",
        "s*o*k, sato.k",
        "**, a",
        "*a*b, xaxab"
    })
    void matches(String pattern, String name) {
        assertThat(new NamePattern(pattern).matches(name)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"sato, sato.k", "?, ab", "s23*, s24a0001", "*.k, sato.kk", "a*b, ab1"})
    void doesNotMatch(String pattern, String name) {
        assertThat(new NamePattern(pattern).matches(name)).isFalse();
    }
}
