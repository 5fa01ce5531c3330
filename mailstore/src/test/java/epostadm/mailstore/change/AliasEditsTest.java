package epostadm.mailstore.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import epostadm.fixtures.Seeded;
import epostadm.mailstore.account.Aliases.Alias;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.testing.StoreTree;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AliasEditsTest {

    private static final String FILE = "db/aliases.txt";
    private static final Alias INFO = new Alias(0, "info@a.example", "sato@a.example");
    private static final Alias HELP = new Alias(0, "help@a.example", "sato@a.example");

    private TestStore store = TestStore.store(Edition.BSD).domain("a.example").account("sato");

    @AfterEach
    void close() {
        store.close();
    }

    private AliasEdits edits() throws IOException {
        return AliasEdits.of(store.open());
    }

    private void add(Alias alias, AliasEdits.Place place) throws IOException {
        store.make(edits().add(List.of(alias), place).change());
    }

    @Test
    void makesTheTableWithTheFirstAlias() throws IOException {
        add(INFO, new AliasEdits.Place.Last());
        assertThat(store.read(FILE)).isEqualTo("info@a.example\tsato@a.example\r\n");
    }

    @Test
    void addsWhereItIsToldAndKeepsEveryOtherByte() throws IOException {
        store.put(FILE, "# \u00e9 no alias\nx@a.example\tsato@a.example");
        add(INFO, new AliasEdits.Place.Last());
        assertThat(store.open().aliases().entries()).hasSize(2);
        add(HELP, new AliasEdits.Place.Before("INFO@a.example"));
        add(new Alias(0, "z@a.example", "y@a.example"), new AliasEdits.Place.First());
        assertThat(store.read(FILE))
                .isEqualTo("z@a.example\ty@a.example\n# \u00c3\u00a9 no alias\nx@a.example\tsato@a.example\n"
                        + "help@a.example\tsato@a.example\ninfo@a.example\tsato@a.example\n");
    }

    @Test
    void leavesExactDuplicatesOut() throws IOException {
        store.aliases("info@a.example sato@a.example");
        Alias shouted = new Alias(0, "INFO@A.example", "sato@a.example");
        AliasEdits.Plan plan = edits().add(List.of(shouted, HELP, HELP), new AliasEdits.Place.Last());
        assertThat(plan.added()).containsExactly(HELP);
        assertThat(plan.leftOut()).containsExactly(shouted, HELP);
        assertThat(edits().add(List.of(INFO), new AliasEdits.Place.Last())
                        .change()
                        .steps())
                .isEmpty();
    }

    @Test
    void removesTheLinesOfAnAliasOrSomeOfThem() throws IOException {
        store.aliases("info@a.example x@a.example", "#", "INFO@a.example y@a.example", "help@a.example x@a.example");
        store.make(edits().remove("info@a.example", Set.of("Y@a.example")).change());
        assertThat(store.read(FILE)).isEqualTo("info@a.example\tx@a.example\r\n#\r\nhelp@a.example\tx@a.example\r\n");
        store.make(edits().remove("info@a.example", Set.of()).change());
        assertThat(store.read(FILE)).isEqualTo("#\r\nhelp@a.example\tx@a.example\r\n");
        assertThatThrownBy(() -> edits().remove("info@a.example", Set.of())).isInstanceOf(RefusedException.class);
    }

    @Test
    void replacesAllAndHasNothingToDoTheSecondTime() throws IOException {
        store.aliases("x@a.example y@a.example", "#");
        AliasEdits.Plan plan = edits().replace(List.of(INFO, HELP));
        store.make(plan.change());
        assertThat(plan.removed()).hasSize(1);
        assertThat(store.open().aliases().entries())
                .extracting(Alias::alias)
                .containsExactly(INFO.alias(), HELP.alias());
        assertThat(edits().replace(List.of(INFO, HELP)).change().steps()).isEmpty();
    }

    static Stream<Long> seeds() {
        return Seeded.seeds(50);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void undoesEveryChangeToTheByte(long seed) throws IOException {
        Seeded seeded = Seeded.of(seed);
        store.put(FILE, seeded.text("ab@.*\t\r\n\u00e9", 80) + "\ninfo@a.example\tq@a.example\n");
        StoreTree before = store.tree();
        List<Alias> given = List.of(INFO, HELP);
        AliasEdits.Plan plan = switch (seeded.between(0, 2)) {
            case 0 -> edits().add(given, new AliasEdits.Place.First());
            case 1 -> edits().replace(given);
            default -> edits().remove(INFO.alias(), Set.of());
        };
        String id = store.make(plan.change());
        assertThat(store.tree()).isNotEqualTo(before);
        store.undo(id);
        assertThat(store.tree()).isEqualTo(before);
    }
}
