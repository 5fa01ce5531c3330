package epostadm.server.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OutwardTest {

    static Stream<Arguments> cases() {
        Reach open = Reach.OPEN;
        Reach refused = Reach.REFUSED;
        Reach silent = Reach.SILENT;
        Reach noRoute = Reach.NO_ROUTE;
        return Stream.of(
                Arguments.of(List.of(open, silent), null, false, Outward.FREE),
                Arguments.of(List.of(open, refused), silent, false, Outward.FREE),
                Arguments.of(List.of(silent, silent), open, false, Outward.FREE),
                Arguments.of(List.of(silent), silent, false, Outward.BLOCKED),
                Arguments.of(List.of(refused), refused, false, Outward.BLOCKED),
                Arguments.of(List.of(silent, refused), noRoute, false, Outward.UNTOLD),
                Arguments.of(List.of(silent), null, true, Outward.BLOCKED),
                Arguments.of(List.of(silent, silent), null, true, Outward.BLOCKED),
                Arguments.of(List.of(refused, refused), null, true, Outward.BLOCKED),
                Arguments.of(List.of(refused, silent), null, true, Outward.BLOCKED),
                Arguments.of(List.of(refused), null, true, Outward.FREE),
                Arguments.of(List.of(refused, noRoute), null, true, Outward.FREE),
                Arguments.of(List.of(silent, noRoute), null, true, Outward.BLOCKED),
                Arguments.of(List.of(silent), null, false, Outward.UNTOLD),
                Arguments.of(List.of(noRoute), null, true, Outward.UNTOLD));
    }

    @ParameterizedTest(name = "{0}, reference {1}, alive {2}: {3}")
    @MethodSource("cases")
    void tellsABlockedLineFromDeadHosts(List<Reach> targets, Reach reference, boolean lives, Outward outward) {
        assertThat(Outward.of(targets, Optional.ofNullable(reference), lives)).isEqualTo(outward);
    }
}
