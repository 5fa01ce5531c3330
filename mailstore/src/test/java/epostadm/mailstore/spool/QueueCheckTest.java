package epostadm.mailstore.spool;

import static epostadm.mailstore.testing.TestStore.store;
import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.SampleStores;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.testing.StoreTree;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueCheckTest {

    private static final String GOOD =
            "Message-ID: <B0000000001@mx>\\nReturn-path: a@b.example\\nRecipient: c@d.example";
    private static final String OTHER =
            "Message-ID: <B0000000002@mx>\\nReturn-path: a@b.example\\nRecipient: c@d.example";
    private static final String NOBODY = "Message-ID: <B0000000001@mx>\\nReturn-path: a@b.example";

    private static List<String> found(Path work) throws IOException {
        return QueueCheck.check(work).stream()
                .map(finding -> finding.getClass().getSimpleName() + " "
                        + work.relativize(finding.path()).toString().replace('\\', '/'))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "incoming/B0000000001.MSG | . | incoming/B0000000001.RCP | " + GOOD + " | -",
                "incoming/B0000000001.MSG | . | incoming/B0000000001.RCP | " + OTHER
                        + " | OtherId incoming/B0000000001.RCP",
                "incoming/B0000000001.MSG | . | incoming/B0000000001.RCP | " + NOBODY
                        + " | DamagedEnvelope incoming/B0000000001.RCP",
                "incoming/B0000000001.MSG | . | - | - | LostEnvelope incoming/B0000000001.MSG",
                "incoming/B0000000001.RCP | " + GOOD + " | - | - | LostBody incoming/B0000000001.RCP",
                "incoming/b0000000001.MSG | . | - | - | Stray incoming/b0000000001.MSG",
                "holding/B0000000001.MSG | . | domains/d.example/B0000000001.RCP | " + GOOD + " | -",
                "holding/B0000000001.MSG | . | - | - | LostEnvelope holding/B0000000001.MSG",
                "holding/B0000000001.MSG | . | domains/baddomain/B0000000001.RCP | " + GOOD
                        + " | BadDomain domains/baddomain/B0000000001.RCP",
                "domains/d.example/B0000000001.RCP | " + GOOD + " | - | - | LostBody domains/d.example/B0000000001.RCP",
                "domains/d.example/Domain.mri | Try-number: 1 | - | - | EmptyDomain domains/d.example",
                "domains/file | . | - | - | Stray domains/file",
                "holding/readme.txt | . | - | - | Stray holding/readme.txt",
                ".epostadm/held/B0000000001.MSG | . | - | - | LostEnvelope .epostadm/held/B0000000001.MSG",
                "dead/B0000000001.MSG | . | - | - | -"
            })
    void tellsWhatNobodyCanDeliver(String first, String text, String second, String other, String finding)
            throws IOException {
        try (TestStore store = store(Edition.BSD).domain("a.example").put(first, lines(text))) {
            if (second != null) {
                store.put(second, lines(other));
            }
            StoreTree before = store.tree();
            assertThat(found(store.work())).isEqualTo(finding == null ? List.of() : List.of(finding));
            assertThat(store.tree()).isEqualTo(before);
        }
    }

    private static String lines(String text) {
        return text.replace("\\n", "\n") + "\n";
    }

    @Test
    void tellsOneIdInTwoPlaces() throws IOException {
        try (TestStore store = store(Edition.BSD)
                .domain("a.example")
                .put("holding/B0000000001.MSG", ".\r\n")
                .put("domains/d.example/B0000000001.RCP", lines(GOOD))
                .put("domains/e.example/B0000000001.RCP", lines(GOOD))) {
            assertThat(QueueCheck.check(store.work()))
                    .containsExactly(new QueueFinding.Twice(
                            store.path("domains/d.example/B0000000001.RCP"),
                            List.of(store.path("domains/e.example/B0000000001.RCP"))));
        }
    }

    @Test
    void followsNoSymbolicLink() throws IOException {
        try (TestStore store = store(Edition.BSD)
                .domain("a.example")
                .put("holding/B0000000001.MSG", ".\r\n")
                .put("elsewhere/B0000000001.RCP", lines(GOOD))
                .put("domains/e.example/Domain.mri", "Try-number: 1\n")) {
            Files.createSymbolicLink(store.path("domains/d.example"), store.path("elsewhere"));
            assertThat(found(store.work()))
                    .containsExactly(
                            "Stray domains/d.example",
                            "EmptyDomain domains/e.example",
                            "LostEnvelope holding/B0000000001.MSG");
        }
    }

    @Test
    void findsEachKindOfTroubleInTheSample() throws IOException {
        List<Class<?>> kinds = new ArrayList<>(List.of(QueueFinding.class.getPermittedSubclasses()));
        kinds.remove(QueueFinding.Unreadable.class); // No matter of bytes.
        assertThat(QueueCheck.check(SampleStores.directory("spool").resolve("work")))
                .extracting(finding -> (Object) finding.getClass())
                .containsAll(kinds);
    }
}
