package epostadm.mailstore.check;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.mailstore.mail.Edition;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// One damage, one finding.
class DamageTest {

    static Stream<Damage> damages() {
        return Stream.concat(MailboxDamages.all(), ServerDamages.all());
    }

    @ParameterizedTest
    @EnumSource
    void findsNothingInAHealthyStore(Edition edition) throws IOException {
        assertThat(new HealthyStore(edition).findings(Depth.BYTES)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("damages")
    void findsOneDamageOnce(Damage damage) throws IOException {
        for (Edition edition : damage.editions()) {
            HealthyStore store = new HealthyStore(edition);
            damage.done().accept(store);
            assertThat(store.findings(Depth.BYTES).stream()
                            .filter(f -> damage.deep() || !ofBytes(f))
                            .toList())
                    .as(damage + " on " + edition)
                    .hasSize(1)
                    .first()
                    .satisfies(found -> assertThat(found.kind()).isEqualTo(damage.kind()));
            if (damage.deep()) {
                assertThat(store.findings(Depth.SIZES)).isEmpty();
            }
        }
    }

    /// Of messages that stand for some thousands, and whose bytes do not matter.
    private static boolean ofBytes(Finding finding) {
        return finding instanceof Finding.ZeroLengthMessages;
    }

    @Test
    void hasADamageOfEveryKind() {
        assertThat(damages().map(Damage::kind)).contains(FindingKind.values());
    }
}
