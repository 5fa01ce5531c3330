package epostadm.mailstore.change;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.mailstore.account.Aliases.Alias;
import epostadm.mailstore.account.Column;
import epostadm.mailstore.account.PasswordScheme;
import epostadm.mailstore.change.AccountImport.Outcome;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.task.Progress;
import epostadm.mailstore.testing.StoreTree;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A university's change from one year to the next, with the numbers that samples/README.md gives.
class UniversityYearTest {

    private static final Path SAMPLES = Path.of("..", "samples", "university");

    private TestStore store;

    @BeforeEach
    void importTheFirstYear() throws IOException {
        store = TestStore.store(Edition.BSD).domain("daigaku.example.ac.jp");
        AccountImport.Plan plan = plan(ImportMode.ADD, "accounts-2026.txt");
        assertThat(plan.outcomes()).hasSize(300).hasOnlyElementsOfType(Outcome.Created.class);
        assertThat(plan.text().badLines()).isEmpty();
        store.make(plan.change());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static ImportText text(String name) throws IOException {
        return ImportText.read(SAMPLES.resolve(name), Optional.empty(), AccountName.DEFAULT_MAX_LENGTH, Progress.NONE);
    }

    private AccountImport.Plan plan(ImportMode mode, String name) throws IOException {
        var options = new AccountImport.Options(mode, false, PasswordScheme.PLAIN, "20270401");
        return new AccountImport(store.open(), store.domain(), options, Progress.NONE).plan(text(name));
    }

    private static Map<String, Long> counts(List<Outcome> outcomes) {
        return outcomes.stream()
                .collect(Collectors.groupingBy(outcome -> outcome.getClass().getSimpleName(), Collectors.counting()));
    }

    private static Map<Set<Column>, Long> columns(Stream<Set<Column>> changed) {
        return changed.collect(Collectors.groupingBy(columns -> columns, Collectors.counting()));
    }

    @Test
    void isToldByDiff() throws IOException {
        AccountDiff diff = AccountDiff.between(store.index(), text("accounts-2027.txt"), Progress.NONE);
        assertThat(of(diff, AccountDiff.Difference.Added.class)).hasSize(60);
        assertThat(of(diff, AccountDiff.Difference.Removed.class)).hasSize(40);
        assertThat(columns(of(diff, AccountDiff.Difference.Changed.class).stream()
                        .map(AccountDiff.Difference.Changed::columns)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        Set.of(Column.PASS), 9L,
                        Set.of(Column.MAIL_BOX_SIZE), 6L,
                        Set.of(Column.PASS, Column.MAIL_BOX_SIZE), 2L,
                        Set.of(Column.SMTP_AUTH), 1L,
                        Set.of(Column.APOP), 1L,
                        Set.of(Column.POP3), 1L,
                        Set.of(Column.IMAP4), 1L,
                        Set.of(Column.HOMEFOLDER), 4L));
        assertThat(diff.unchanged()).isEqualTo(235);
    }

    private static <T> List<T> of(AccountDiff diff, Class<T> type) {
        return diff.differences().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(ImportMode.class)
    void isImported(ImportMode mode) throws IOException {
        StoreTree before = store.tree();
        AccountImport.Plan plan = plan(mode, "accounts-2027.txt");
        assertThat(plan.text().badLines()).extracting(line -> line.line()).containsExactly(256, 270, 280, 290, 325);
        assertThat(counts(plan.outcomes()))
                .isEqualTo(
                        mode == ImportMode.ADD
                                ? Map.of("Created", 60L, "Skipped", 260L)
                                : Map.of("Created", 60L, "Changed", 25L, "Unchanged", 235L));
        assertThat(plan.vanished()).hasSize(mode == ImportMode.REPLACE ? 40 : 0);
        assertThat(plan.otherDomains()).isZero();
        assertThat(plan.withoutApopDat()).isZero();
        String change = store.make(plan.change());
        assertThat(store.index().size()).isEqualTo(mode == ImportMode.REPLACE ? 320 : 360);
        if (mode != ImportMode.ADD) {
            assertThat(plan(mode, "accounts-2027-clean.txt").change().steps())
                    .as("the same once more")
                    .isEmpty();
        }
        assertThat(Files.exists(store.path("db/~daigaku.example.ac.jp.idx"))).isEqualTo(mode == ImportMode.REPLACE);
        controlFilesSayWhatTheIndexSays();
        store.undo(change);
        assertThat(store.tree()).isEqualTo(before);
    }

    /// Of those who are in the index; nothing else was put into a mailbox.
    private void controlFilesSayWhatTheIndexSays() throws IOException {
        String roots = "inbox/daigaku.example.ac.jp/";
        for (var entry : store.index().entries()) {
            Path root = store.path(roots + entry.name());
            boolean apop = entry.smtpAuth() || entry.apop();
            assertThat(Files.exists(root.resolve("apop.dat")))
                    .as(entry.name() + ": apop.dat")
                    .isEqualTo(apop);
            assertThat(Files.exists(root.resolve("size.ctl")))
                    .as(entry.name() + ": size.ctl")
                    .isEqualTo(entry.sizeLimit() > 0);
            if (apop) {
                assertThat(root.resolve("apop.dat"))
                        .hasContent(entry.password().clear().orElseThrow() + "\n");
            }
            if (entry.sizeLimit() > 0) {
                assertThat(root.resolve("size.ctl")).hasContent(Long.toString(entry.sizeLimit()));
            }
        }
        assertThat(store.tree().below("inbox").entries().keySet())
                .allMatch(name -> !name.contains("/")
                        || name.indexOf('/') == name.lastIndexOf('/')
                        || name.endsWith("/apop.dat")
                        || name.endsWith("/size.ctl"));
    }

    @Test
    void retiresTheLeaversWithTheirAliasesNamed() throws IOException {
        Files.copy(SAMPLES.resolve("aliases.txt"), store.path("db/aliases.txt"));
        StoreTree before = store.tree();
        List<AccountName> leavers =
                plan(ImportMode.REPLACE, "accounts-2027.txt").vanished();
        Retirement.Plan plan =
                new Retirement(store.open(), store.domain(), TestStore.NOW, Progress.NONE).retire(leavers);
        assertThat(plan.putAside()).hasSize(40);
        assertThat(plan.pointers().values().stream()
                        .flatMap(found -> found.aliases().stream())
                        .map(Alias::alias))
                .extracting(alias -> alias.substring(0, alias.indexOf('@')))
                .containsExactlyInAnyOrder(
                        "gakubucho-keizai", "gakubucho-ri", "robocon-club", "daigakusai", "denshi-keijiban");
        store.make(plan.change());
        store.make(plan(ImportMode.REPLACE, "accounts-2027.txt").change());
        assertThat(store.index().size()).isEqualTo(320);
        Retirement back = new Retirement(store.open(), store.domain(), TestStore.NOW, Progress.NONE);
        store.make(back.restore(leavers).change());
        assertThat(store.index().size()).isEqualTo(360);
        StoreTree after = store.tree();
        for (AccountName leaver : leavers) {
            String mailbox = "inbox/daigaku.example.ac.jp/" + leaver;
            assertThat(after.below(mailbox)).isEqualTo(before.below(mailbox));
        }
    }
}
