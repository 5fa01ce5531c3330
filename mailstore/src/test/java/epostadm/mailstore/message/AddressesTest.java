package epostadm.mailstore.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AddressesTest {

    static Stream<Arguments> fields() {
        return Stream.of(
                Arguments.of("", List.of()),
                Arguments.of("a@b.example", List.of("a@b.example")),
                Arguments.of("a@b.example, <c@d.example>", List.of("a@b.example", "c@d.example")),
                Arguments.of("\"Sato, K\" <a@b.example> (at work)", List.of("a@b.example")),
                Arguments.of("(comment (nested)) a@b.example (Sato)", List.of("a@b.example")),
                Arguments.of(
                        "Team: a@b.example, C <c@d.example>;, e@f.example",
                        List.of("a@b.example", "c@d.example", "e@f.example")),
                Arguments.of("undisclosed-recipients:;", List.of()),
                Arguments.of("<@r.example,@s.example:a@b.example>", List.of("a@b.example")),
                Arguments.of("\"a b\"@c.example", List.of("\"a b\"@c.example")),
                Arguments.of("\"plain\"@c.example", List.of("plain@c.example")),
                Arguments.of("\u7530\u4E2D@b.example", List.of("\u7530\u4E2D@b.example")),
                Arguments.of("nobody, <>, @b.example, a@", List.of()),
                Arguments.of("\"never closed <a@b.example>", List.of()),
                Arguments.of("<a@b.example", List.of("a@b.example")));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void findsTheAddressesOfAField(String field, List<String> addresses) {
        assertThat(Addresses.in(field)).isEqualTo(addresses);
    }
}
