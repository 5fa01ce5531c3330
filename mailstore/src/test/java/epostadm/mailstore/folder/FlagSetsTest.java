package epostadm.mailstore.folder;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.mailstore.mail.Flags;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlagSetsTest {

    private final FlagSets sets = new FlagSets();

    @Test
    void hasEachOnce() {
        MessageFlags one = sets.of(Flags.ARRIVED, List.of("work", "home"));
        assertThat(sets.of(Flags.ARRIVED, List.of("HOME", "Work"))).isSameAs(one);
        assertThat(one.keywords()).containsExactly("home", "work");
    }

    @Test
    void forgetsWhatAClientThinksUpWithoutEnd() {
        for (int i = 0; i < 100_000; i++) {
            sets.of(Flags.ARRIVED, List.of("k" + i));
        }
        assertThat(sets.size()).isLessThan(10_000);
    }
}
