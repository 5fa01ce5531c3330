package epostadm.mailstore.stats;

import static epostadm.mailstore.testing.TestStore.NOW;
import static epostadm.mailstore.testing.TestStore.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import epostadm.mailstore.check.Amount;
import epostadm.mailstore.check.NamePattern;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.task.Progress;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StoreSurveyTest {

    private static final StatsScope WHOLE = new StatsScope(Optional.empty(), Optional.empty(), 3);
    private static final Optional<DomainName> A = Optional.of(new DomainName("a.example"));
    private static final Optional<DomainName> B = Optional.of(new DomainName("b.example"));

    private static StoreUse measure(TestStore store, StatsScope scope) throws IOException {
        return StoreSurvey.measure(store.work(), scope, NOW, _ -> {}, Progress.NONE);
    }

    /// A message of so many bytes, so many days old.
    private static void message(Path folder, String name, int bytes, long days) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve(name), new byte[bytes]);
        Files.setLastModifiedTime(folder.resolve(name), FileTime.from(NOW.minus(Duration.ofDays(days))));
    }

    private static TestStore twoDomains(Edition edition) throws IOException {
        TestStore store = store(edition)
                .domain("a.example")
                .account("sato")
                .mailbox()
                .account("suzuki")
                .mailbox()
                .mailbox("~mori")
                .domain("b.example")
                .account("sato")
                .mailbox();
        Path inbox = store.work().resolve("inbox");
        String name = edition.inboxDirectory();
        message(inbox.resolve("a.example/sato"), "B0000000001.MSG", 100, 0);
        message(inbox.resolve("a.example/sato").resolve(name), "0000000001-000010.MSG", 20_000, 40);
        message(inbox.resolve("a.example/sato").resolve(name), "0000000002-000010.MSG", 2_000_000, 400);
        message(inbox.resolve("a.example/sato/&Tgtm+DBN-"), "0000000001-000010.MSG", 10, 3_000);
        message(inbox.resolve("a.example/sato/~old"), "0000000001-000010.MSG", 7, 1);
        message(inbox.resolve("a.example/suzuki").resolve(name), "0000000001-000010.MSG", 500, 1);
        message(inbox.resolve("a.example/~mori").resolve(name), "0000000001-000010.MSG", 9, 1);
        message(inbox.resolve("b.example/sato").resolve(name), "0000000001-000010.MSG", 3_000, 100);
        message(store.work().resolve(".epostadm/quarantine/x/inbox"), "0000000001-000010.MSG", 77, 1);
        Files.write(inbox.resolve("a.example/sato").resolve(name).resolve("uid"), new byte[50]);
        Files.write(inbox.resolve("a.example/sato").resolve(name).resolve("~0000000009.MSG"), new byte[50]);
        return store;
    }

    @ParameterizedTest
    @EnumSource(Edition.class)
    void saysWhereTheSpaceIs(Edition edition) throws IOException {
        try (TestStore store = twoDomains(edition)) {
            StoreUse use = measure(store, WHOLE);
            assertThat(use.accounts()).isEqualTo(3);
            assertThat(use.mail()).isEqualTo(new Amount(6, 2_023_610));
            assertThat(use.domains()).isEqualTo(Map.of(A, new Amount(5, 2_020_610), B, new Amount(1, 3_000)));
            assertThat(use.folders())
                    .containsExactly(
                            Map.entry("INBOX", new Amount(4, 2_023_500)),
                            Map.entry("/", new Amount(1, 100)),
                            Map.entry("下書き", new Amount(1, 10)));
            assertThat(use.ages())
                    .isEqualTo(Map.of(
                            Age.UNDER_30_DAYS, new Amount(2, 600),
                            Age.UNDER_90_DAYS, new Amount(1, 20_000),
                            Age.UNDER_1_YEAR, new Amount(1, 3_000),
                            Age.UNDER_2_YEARS, new Amount(1, 2_000_000),
                            Age.UNDER_5_YEARS, Amount.NONE,
                            Age.OLDER, new Amount(1, 10)));
            assertThat(use.sizes())
                    .isEqualTo(Map.of(
                            SizeClass.UNDER_10_KB, new Amount(4, 3_610),
                            SizeClass.UNDER_100_KB, new Amount(1, 20_000),
                            SizeClass.UNDER_1_MB, Amount.NONE,
                            SizeClass.UNDER_10_MB, new Amount(1, 2_000_000),
                            SizeClass.LARGER, Amount.NONE));
        }
    }

    @Test
    void keepsWhatWasPutAsideApart() throws IOException {
        try (TestStore store = twoDomains(Edition.BSD)) {
            StoreUse use = measure(store, WHOLE);
            assertThat(use.putAside()).isEqualTo(new Amount(2, 16));
            assertThat(use.quarantine()).isEqualTo(new Amount(1, 77));
        }
    }

    @Test
    void namesTheLargest() throws IOException {
        try (TestStore store = twoDomains(Edition.BSD)) {
            StoreUse use = measure(store, WHOLE);
            assertThat(use.largestMessages())
                    .extracting(MessageUse::file, MessageUse::bytes)
                    .containsExactly(
                            tuple("inbox/a.example/sato/inbox/0000000002-000010.MSG", 2_000_000L),
                            tuple("inbox/a.example/sato/inbox/0000000001-000010.MSG", 20_000L),
                            tuple("inbox/b.example/sato/inbox/0000000001-000010.MSG", 3_000L));
            assertThat(use.largestFolders())
                    .containsExactly(
                            new FolderUse(A, "sato", "INBOX", new Amount(2, 2_020_000)),
                            new FolderUse(B, "sato", "INBOX", new Amount(1, 3_000)),
                            new FolderUse(A, "suzuki", "INBOX", new Amount(1, 500)));
            assertThat(use.largestAccounts()).extracting(AccountUse::name).containsExactly("sato", "sato", "suzuki");
        }
    }

    @Test
    void visitsTheAccountsInOrder() throws IOException {
        try (TestStore store = twoDomains(Edition.BSD)) {
            List<String> seen = new ArrayList<>();
            StoreSurvey.measure(
                    store.work(),
                    WHOLE,
                    NOW,
                    account -> seen.add(account.domain().orElseThrow() + "/" + account.name() + " "
                            + account.mail().count() + "+" + account.aside().count()),
                    Progress.NONE);
            assertThat(seen)
                    .containsExactly(
                            "a.example/sato 4+1", "a.example/suzuki 1+0", "a.example/~mori 0+1", "b.example/sato 1+0");
        }
    }

    @Test
    void measuresAPart() throws IOException {
        try (TestStore store = twoDomains(Edition.BSD)) {
            assertThat(measure(store, new StatsScope(B, Optional.empty(), 3)).mail())
                    .isEqualTo(new Amount(1, 3_000));
            StoreUse mori = measure(store, new StatsScope(Optional.empty(), Optional.of(new NamePattern("m*")), 3));
            assertThat(mori.putAside()).isEqualTo(new Amount(1, 9));
            assertThat(mori.quarantine()).isEqualTo(Amount.NONE);
            StatsScope unknown = new StatsScope(Optional.of(new DomainName("c.example")), Optional.empty(), 3);
            assertThatThrownBy(() -> measure(store, unknown)).isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void measuresTheCommonBox() throws IOException {
        try (TestStore store = store(Edition.BSD, Layout.COMMON)
                .domain("a.example")
                .account("sato")
                .mailbox()) {
            message(store.work().resolve("inbox/sato/inbox"), "0000000001-000010.MSG", 5, 1);
            assertThat(measure(store, WHOLE).domains()).isEqualTo(Map.of(A, new Amount(1, 5)));
        }
    }

    @Test
    void followsNoSymbolicLink() throws IOException {
        try (TestStore store = twoDomains(Edition.BSD)) {
            Path outside = Files.createDirectories(store.work().resolveSibling("outside"));
            message(outside, "0000000001-000010.MSG", 1_000_000, 1);
            Path root = store.work().resolve("inbox/a.example/sato");
            Files.createSymbolicLink(root.resolve("Linked"), outside);
            Files.createSymbolicLink(
                    root.resolve("inbox/0000000003-000010.MSG"), outside.resolve("0000000001-000010.MSG"));
            Files.createSymbolicLink(store.work().resolve("inbox/a.example/linked"), outside);
            assertThat(measure(store, WHOLE).mail()).isEqualTo(new Amount(6, 2_023_610));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, UNDER_30_DAYS",
        "-5, UNDER_30_DAYS",
        "29, UNDER_30_DAYS",
        "30, UNDER_90_DAYS",
        "365, UNDER_2_YEARS",
        "9999, OLDER"
    })
    void tellsAges(long days, Age age) {
        assertThat(Age.of(NOW.minus(Duration.ofDays(days)), NOW)).isEqualTo(age);
    }

    @ParameterizedTest
    @CsvSource({"0, UNDER_10_KB", "10239, UNDER_10_KB", "10240, UNDER_100_KB", "9223372036854775807, LARGER"})
    void tellsSizes(long bytes, SizeClass size) {
        assertThat(SizeClass.of(bytes)).isEqualTo(size);
    }

    @Test
    void remembersWhatItFound() throws IOException {
        try (TestStore store = twoDomains(Edition.BSD)) {
            StatsHistory history = StatsHistory.of(store.work());
            assertThat(history.read()).isEmpty();
            StatsRun run = StatsRun.of(measure(store, WHOLE), NOW);
            history.add(run);
            history.add(new StatsRun(NOW.plusSeconds(60), run.places()));
            assertThat(history.read()).hasSize(2).first().isEqualTo(run);
            assertThat(run.mail(Optional.empty())).isEqualTo(new Amount(6, 2_023_610));
            assertThat(run.mail(B)).isEqualTo(new Amount(1, 3_000));
            assertThat(run.aside()).isEqualTo(new Amount(3, 93));
        }
    }

    @Test
    void forgetsWhatIsOldAndPassesOverWhatIsNotItsOwn() throws IOException {
        try (TestStore store = twoDomains(Edition.BSD)) {
            StatsHistory history = StatsHistory.of(store.work());
            StringBuilder lines = new StringBuilder("rubbish\n\tx\ty\tz\nnow\t-\t1\t2\n");
            for (int i = 0; i < StatsHistory.RUNS; i++) {
                lines.append(Instant.EPOCH.plusSeconds(i))
                        .append("\t-\t1\t")
                        .append(i)
                        .append('\n');
            }
            Files.writeString(store.work().resolve(".epostadm/stats.tsv"), lines);
            history.add(new StatsRun(NOW, new TreeMap<>(Map.of("-", new Amount(2, 3)))));
            List<StatsRun> runs = history.read();
            assertThat(runs).hasSize(StatsHistory.RUNS);
            assertThat(runs.getFirst().at()).isEqualTo(Instant.EPOCH.plusSeconds(1));
            assertThat(runs.getLast().mail(Optional.empty())).isEqualTo(new Amount(2, 3));
        }
    }

    @Test
    void countsQueueAndLogsAsPlacesOfTheirOwn() throws IOException {
        try (TestStore store = twoDomains(Edition.BSD)) {
            store.put("incoming/B0000000001.MSG", "12345")
                    .put("incoming/B0000000001.RCP", "123")
                    .put("domains/d.example/B0000000002.RCP", "1234")
                    .put(".epostadm/held/B0000000003.MSG", "1")
                    .put("inlog/260101.log", "12345678")
                    .put("inlog/host/260101.log", "12");
            Files.createDirectories(store.path("dead"));
            Files.createSymbolicLink(store.path("faillog"), store.path("inlog"));
            Files.createSymbolicLink(store.path("incoming/B0000000009.MSG"), store.path("inlog/260101.log"));
            StoreUse use = measure(store, WHOLE);
            assertThat(use.mail()).isEqualTo(new Amount(6, 2_023_610));
            assertThat(use.places())
                    .containsExactly(
                            new PlaceUse(PlaceUse.Kind.QUEUE, "incoming", new Amount(2, 8)),
                            new PlaceUse(PlaceUse.Kind.QUEUE, "domains", new Amount(1, 4)),
                            new PlaceUse(PlaceUse.Kind.QUEUE, "dead", Amount.NONE),
                            new PlaceUse(PlaceUse.Kind.QUEUE, ".epostadm/held", new Amount(1, 1)),
                            new PlaceUse(PlaceUse.Kind.LOG, "inlog", new Amount(2, 10)));
            assertThat(use.sum(PlaceUse.Kind.QUEUE)).isEqualTo(new Amount(4, 13));
            assertThat(measure(store, new StatsScope(B, Optional.empty(), 3)).places())
                    .isEmpty();

            StatsHistory.of(store.work()).add(StatsRun.of(use, NOW));
            List<StatsRun> earlier = StatsHistory.of(store.work()).read();
            assertThat(earlier.getLast().mail(Optional.empty())).isEqualTo(new Amount(6, 2_023_610));
            store.put("inlog/260102.log", "123").put("senderlog/260102.log", "123");
            assertThat(measure(store, WHOLE).places().stream()
                            .filter(place -> place.kind() == PlaceUse.Kind.LOG)
                            .map(place -> Growth.of(earlier, place)))
                    .containsExactly(Optional.of(new Growth(NOW, 1, 3)), Optional.empty());
        }
    }

    @Test
    void tellsHowEachAccountGrew() throws IOException {
        try (TestStore store = twoDomains(Edition.BSD)) {
            AccountGrowth first = AccountGrowth.of(store.work(), 1);
            StoreSurvey.measure(
                    store.work(),
                    WHOLE,
                    NOW,
                    account -> assertThat(first.take(account)).isEmpty(),
                    Progress.NONE);
            assertThat(first.known()).isFalse();
            assertThat(first.largest()).isEmpty();
            first.keep(NOW);
            message(store.path("inbox/a.example/sato"), "B0000000002.MSG", 10, 0);
            message(store.path("inbox/b.example/sato"), "B0000000002.MSG", 20, 0);
            Files.delete(store.path("inbox/a.example/suzuki/inbox/0000000001-000010.MSG"));
            message(store.path("inbox/b.example/joined"), "B0000000002.MSG", 5, 0);
            AccountGrowth second = AccountGrowth.of(store.work(), 1);
            Map<String, Growth> grown = new TreeMap<>();
            StoreSurvey.measure(
                    store.work(),
                    WHOLE,
                    NOW.plusSeconds(60),
                    account -> second.take(account)
                            .ifPresent(growth -> grown.put(
                                    account.name() + "@" + account.domain().orElseThrow(), growth)),
                    Progress.NONE);
            assertThat(grown)
                    .isEqualTo(Map.of(
                            "sato@a.example", new Growth(NOW, 1, 10),
                            "suzuki@a.example", new Growth(NOW, -1, -500),
                            "joined@b.example", new Growth(NOW, 1, 5),
                            "sato@b.example", new Growth(NOW, 1, 20)));
            assertThat(second.largest())
                    .singleElement()
                    .satisfies(one -> assertThat(one.growth().bytes()).isEqualTo(20));
        }
    }

    @Test
    void passesOverAccountsOfTheLastRunThatAreNotItsOwn() throws IOException {
        try (TestStore store = twoDomains(Edition.BSD)) {
            for (String text : List.of("", "rubbish\na.example\tsato\t1\t1\n", "\u0000")) {
                store.put(".epostadm/stats-accounts.tsv", text);
                assertThat(AccountGrowth.of(store.work(), 1).known()).as(text).isFalse();
            }
            store.put(".epostadm/stats-accounts.tsv", NOW + "\na.example\tsato\tx\t1\nrubbish\n");
            assertThat(AccountGrowth.of(store.work(), 1).known()).isTrue();
        }
    }
}
