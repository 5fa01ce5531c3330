package epostadm.mailstore.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import epostadm.mailstore.journal.ChangePlan;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoreAdoptionTest {

    private static final String VENDORS = "EPOST\u0001\u0002 not public";

    @Test
    void putsTheVendorsIndexAsideAndStartsAnEmptyOne() throws IOException {
        try (TestStore store = TestStore.store(Edition.BSD).domain("a.example")) {
            store.put("db/a.example.idx", VENDORS);
            String change = store.make(plan(store));
            assertThat(store.read("db/~a.example.idx")).isEqualTo(VENDORS);
            assertThat(store.index().size()).isZero();
            assertThat(store.open().edition()).isEqualTo(Edition.BSD);
            assertThat(store.open().layout(store.domain())).isEqualTo(Layout.PER_DOMAIN);
            store.undo(change);
            assertThat(store.read("db/a.example.idx")).isEqualTo(VENDORS);
        }
    }

    @Test
    void refusesADomainThatIsOursAlready() throws IOException {
        try (TestStore store = TestStore.store(Edition.BSD).domain("a.example").account("sato")) {
            assertThatThrownBy(() -> plan(store))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.NothingToChange.class));
        }
    }

    @Test
    void writesDownWhatTheUserSays() throws IOException {
        try (TestStore store = TestStore.store(Edition.BSD).domain("a.example")) {
            store.put("db/a.example.idx", VENDORS);
            store.make(StoreAdoption.plan(
                    store.open(),
                    store.domain(),
                    Optional.of(Edition.WINDOWS),
                    Optional.of(Layout.COMMON),
                    "20270401"));
            assertThat(store.open().edition()).isEqualTo(Edition.WINDOWS);
            assertThat(store.open().layout(store.domain())).isEqualTo(Layout.COMMON);
        }
    }

    private static ChangePlan plan(TestStore store) throws IOException {
        return StoreAdoption.plan(store.open(), store.domain(), Optional.empty(), Optional.empty(), "20270401");
    }
}
