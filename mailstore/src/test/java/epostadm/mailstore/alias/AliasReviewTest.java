package epostadm.mailstore.alias;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import epostadm.mailstore.account.Aliases;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AliasReviewTest {

    private static final DomainName VENDORS = new DomainName("v.example");

    private static TestStore store(String... aliases) {
        return TestStore.store(Edition.BSD)
                .domain("a.example")
                .account("sato")
                .account("suzuki")
                .aliases(aliases);
    }

    private static OwnAddresses own(TestStore store) {
        return new OwnAddresses(Map.of(store.domain(), Optional.of(store.index()), VENDORS, Optional.empty()));
    }

    private static List<AliasFinding> review(String... aliases) throws IOException {
        try (TestStore store = store(aliases)) {
            return AliasReview.of(store.open().aliases(), own(store));
        }
    }

    static Stream<Arguments> tables() {
        return Stream.of(
                odd("", "info@a.example sato@a.example", "x*@a.example suzuki@a.example"),
                odd("Duplicate 2", "info@a.example sato@a.example", "INFO@a.example SATO@A.example"),
                odd("Shadowed 2", "info@a.example sato@a.example", "info@a.example suzuki@a.example"),
                odd("Shadowed 2", "in*@a.example sato@a.example", "info@a.example suzuki@a.example"),
                odd("Shadowed 2", "in*@a.example sato@a.example", "inf*@a.example suzuki@a.example"),
                odd("", "inf*@a.example sato@a.example", "in*@a.example suzuki@a.example"),
                odd("", "info@a.example sato@a.example", "in*@a.example suzuki@a.example"),
                odd("UnknownTarget 1", "info@a.example nobody@a.example"),
                odd("UnknownTarget 2", "info@a.example help@a.example", "help@a.example nobody@a.example"),
                odd("", "info@a.example postmaster@a.example"),
                odd("", "info@a.example anybody@v.example"),
                odd("Outside 1", "info@a.example sato@elsewhere.example"),
                odd("Outside 1", "*@a.example *@elsewhere.example"),
                odd("ForeignAlias 1", "info@elsewhere.example sato@a.example"),
                odd("OverAccount 1", "sato@a.example suzuki@a.example"),
                odd("", "sato@a.example sato@a.example", "*@a.example suzuki@a.example"),
                odd("UnknownTarget 1", "nobody@a.example nobody@a.example"),
                odd("Loop 1, Loop 2", "x@a.example y@a.example", "y@a.example x@a.example"),
                odd("Loop 1, Loop 2", "*@a.example *@v.example", "*@v.example *@a.example"),
                odd("MisplacedStar 1", "in*fo@a.example sato@a.example"),
                odd("NoAlias 1", "#comment", "info@a.example sato@a.example"));
    }

    private static Arguments odd(String findings, String... aliases) {
        return Arguments.of(findings, List.of(aliases));
    }

    @ParameterizedTest(name = "{1} {0}")
    @MethodSource("tables")
    void findsWhatIsOdd(String findings, List<String> aliases) throws IOException {
        assertThat(review(aliases.toArray(String[]::new)))
                .extracting(finding -> finding.getClass().getSimpleName() + " " + finding.line())
                .containsExactly(findings.isEmpty() ? new String[0] : findings.split(", "));
    }

    @Test
    void namesTheLineThatComesFirst() throws IOException {
        assertThat(review("*@a.example sato@a.example", "info@a.example suzuki@a.example"))
                .containsExactly(new AliasFinding.Shadowed(2, "info@a.example", 1, "*@a.example"));
    }

    @Test
    void namesTheWayOnceRound() throws IOException {
        assertThat(review("x@a.example y@a.example", "y@a.example x@a.example").getFirst())
                .isEqualTo(
                        new AliasFinding.Loop(1, "x@a.example", List.of("x@a.example", "y@a.example", "x@a.example")));
    }

    static Stream<Long> seeds() {
        return Seeded.seeds(200);
    }

    /// Whoever takes away a line that is called useless changes the way of no address.
    @ParameterizedTest
    @MethodSource("seeds")
    void callsNoLineUselessThatIsUsed(long seed) throws IOException {
        Seeded seeded = Seeded.of(seed);
        List<String> sides = List.of("a", "ab", "abc", "b", "a*", "ab*", "*", "sato");
        String[] lines = Stream.generate(() -> seeded.oneOf(sides) + "@a.example " + seeded.oneOf(sides) + "@a.example")
                .limit(seeded.between(1, 8))
                .toArray(String[]::new);
        try (TestStore store = store(lines)) {
            Aliases aliases = store.open().aliases();
            List<Integer> useless = AliasReview.of(aliases, own(store)).stream()
                    .filter(finding ->
                            finding instanceof AliasFinding.Duplicate || finding instanceof AliasFinding.Shadowed)
                    .map(AliasFinding::line)
                    .toList();
            Aliases rest = aliases.without(Set.copyOf(useless));
            for (String local : List.of("a", "ab", "abc", "abcd", "b", "sato", "*", "a*", "z")) {
                String address = local + "@a.example";
                assertThat(rest.resolve(address)).as(address).isEqualTo(aliases.resolve(address));
            }
        }
    }

    @Test
    void routeEndsWhereTheServerDelivers() throws IOException {
        try (TestStore store = store("info@a.example help@a.example", "h*@a.example sato@a.example")) {
            Aliases aliases = store.open().aliases();
            AliasRoute route = AliasRoute.of("Info@a.example", aliases, own(store));
            assertThat(route.steps())
                    .extracting(AliasRoute.Step::address)
                    .containsExactly("Info@a.example", "help@a.example", "sato@a.example");
            assertThat(route.steps().get(1).by().orElseThrow().line()).isEqualTo(2);
            assertThat(route.end()).contains(OwnAddresses.Target.ACCOUNT);
            assertThat(AliasRoute.of("x@b.example", aliases, own(store)).end()).contains(OwnAddresses.Target.OUTSIDE);
            assertThat(AliasRoute.of("x@a.example", aliases, own(store)).end()).contains(OwnAddresses.Target.UNKNOWN);
        }
    }
}
