package epostadm.mailstore.check;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.SampleStores;
import epostadm.mailstore.task.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The stores of samples/, and what its README says of them.
class SampleStoresCheckTest {

    private static final InstantSource LONG_AFTER = InstantSource.fixed(Instant.parse("2100-01-01T00:00:00Z"));

    @TempDir
    private Path directory;

    private StoreReport check(String sample, Depth depth, StoreCheck.MailboxVisitor visitor) throws IOException {
        Path store = SampleStores.copy(sample, directory.resolve(sample));
        Scope scope = new Scope(Optional.empty(), Optional.empty(), depth);
        return StoreCheck.open(store, scope, LONG_AFTER).run(visitor, Progress.NONE);
    }

    @Test
    void findsNoTroubleInTheHealthyStores() throws IOException {
        Totals bsd = check("store-bsd", Depth.SIZES, _ -> {}).totals();
        assertThat(bsd.troubled()).isFalse();
        assertThat(bsd.mailboxes()).isEqualTo(4);
        assertThat(bsd.messages().count()).isEqualTo(28);
        assertThat(bsd.arrivals().count()).isEqualTo(5);
        Totals windows = check("store-windows", Depth.BYTES, _ -> {}).totals();
        assertThat(windows.troubled()).isFalse();
        assertThat(windows.messages().count()).isEqualTo(13);
        assertThat(windows.arrivals().count()).isEqualTo(4);
    }

    @Test
    void findsOneTroublePerAccountInTheTroubledStore() throws IOException {
        Map<String, List<String>> found = new TreeMap<>();
        check("store-bsd-troubled", Depth.SIZES, mailbox -> {
            List<String> kinds = mailbox.allFindings().stream()
                    .map(finding -> finding.getClass().getSimpleName())
                    .toList();
            if (!kinds.isEmpty()) {
                found.put(mailbox.place().name(), kinds);
            }
        });
        Map<String, List<String>> expected = new TreeMap<>();
        expected.put("abe.m", List.of("UidFileMissing"));
        expected.put("chiba.t", List.of("UidFileBehind"));
        expected.put("endo.y", List.of("UidFileNotANumber"));
        expected.put("fujita.r", List.of("DuplicateUids"));
        expected.put("goto.n", List.of("UidAbove2To31"));
        expected.put("hayashi.k", List.of("UidNear2To32"));
        expected.put("ikeda.s", List.of("StaleLock", "StaleLock"));
        expected.put("~kato.j", List.of("PutAside"));
        expected.put("kimura.a", List.of("FolderWithoutAccount"));
        expected.put("mori.h", List.of("AccountWithoutFolder"));
        expected.put("ogawa.m", List.of("ObfuscatedApopDat"));
        expected.put("saito.y", List.of("LeftOvers"));
        expected.put("shimizu.e", List.of("UnreadableMessageNames"));
        expected.put("takagi.n", List.of("UndecodableFolderName"));
        // A file system that is blind to case has joined the twins.
        found.remove("Nakamura.T");
        found.remove("nakamura.t", List.of("MailboxTwins"));
        assertThat(found).isEqualTo(expected);
    }

    /// The three scans whose text follows right behind the header, the `.eml` that was dropped in by hand, and the
    /// report of a device that knows CR alone.
    @Test
    void findsTheOddMessagesOfTheHealthyStoreByTheirBytes() throws IOException {
        List<FindingKind> found = new ArrayList<>();
        check("store-bsd", Depth.BYTES, mailbox -> mailbox.allFindings().forEach(f -> found.add(f.kind())));
        found.removeIf(kind -> kind == FindingKind.ACCOUNT_WITHOUT_FOLDER);
        assertThat(found)
                .containsExactlyInAnyOrder(
                        FindingKind.BROKEN_HEADERS,
                        FindingKind.NOT_DOT_STUFFED,
                        FindingKind.BARE_LINE_FEEDS,
                        FindingKind.MIXED_LINE_ENDS);
    }

    @Test
    void findsTheObfuscatedMessageOnlyByItsBytes() throws IOException {
        Totals totals = check("store-bsd-troubled", Depth.BYTES, mailbox -> {
                    if (mailbox.place().name().equals("ogawa.m")) {
                        assertThat(mailbox.allFindings())
                                .hasSize(2)
                                .anySatisfy(finding -> assertThat(finding)
                                        .isInstanceOfSatisfying(
                                                Finding.ObfuscatedMessages.class,
                                                messages -> assertThat(messages.count())
                                                        .isEqualTo(1)));
                    }
                })
                .totals();
        assertThat(totals.troubled()).isTrue();
    }
}
