package epostadm.server.login;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginNameTest {

    @ParameterizedTest
    @CsvSource({"sato,sato,", "sato@a.example,sato,a.example", "sato%A.Example,sato,a.example"})
    void readsTheThreeForms(String typed, String account, String domain) {
        LoginName expected = new LoginName(
                new AccountName(account), Optional.ofNullable(domain).map(DomainName::new));
        assertThat(LoginName.parse(typed)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@", "sato@", "@a.example", "..", "sato@a..example", "a@b@a.example", "../x", "sa\0to"})
    void refusesWhatIsNobodys(String typed) {
        assertThat(LoginName.parse(typed)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void neverFailsOnAnyText(long seed) {
        LoginName.parse(Seeded.of(seed).awkwardText(40));
    }

    static Stream<Long> seeds() {
        return Seeded.seeds(200);
    }
}
