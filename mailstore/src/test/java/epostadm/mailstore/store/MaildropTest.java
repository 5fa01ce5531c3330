package epostadm.mailstore.store;

import static epostadm.mailstore.testing.TestMessage.uid;
import static org.assertj.core.api.Assertions.assertThat;

import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.testing.TestStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaildropTest {

    private static final InstantSource NOW = InstantSource.fixed(TestStore.NOW);

    @SuppressWarnings("try")
    private final TestStore store =
            TestStore.store(Edition.BSD).domain("a.example").account("sato");

    @Test
    void listsArrivalsInOrderAndLocksOthersOut() throws IOException {
        store.arrival("B0000000002").arrival("B0000000001").file("note.txt", "");
        try (Maildrop maildrop = Maildrop.open(account(), NOW).orElseThrow()) {
            assertThat(ids(maildrop)).containsExactly("B0000000001", "B0000000002");
            assertThat(Maildrop.open(account(), NOW)).isEmpty();
        }
        Maildrop.open(account(), NOW).orElseThrow().close();
        assertThat(Files.exists(root().resolve("$lockfile"))).isFalse();
    }

    @Test
    void servesInboxWhereItIsSharedAndKeepsIdsWhenFlagsChange() throws IOException {
        store.mail("INBOX", uid(3), uid(12).flags("100000")).file("$sharepop3", "");
        try (Maildrop maildrop = Maildrop.open(account(), NOW).orElseThrow()) {
            assertThat(ids(maildrop)).containsExactly("0000000003", "0000000012");
        }
    }

    @Test
    void isEmptyWithoutAMailbox() throws IOException {
        try (Maildrop maildrop = Maildrop.open(account(), NOW).orElseThrow()) {
            assertThat(maildrop.messages()).isEmpty();
        }
    }

    @Test
    void deletesNothingAfterAnotherTookTheStaleLock() throws IOException {
        store.arrival("B0000000001");
        Maildrop first = Maildrop.open(account(), NOW).orElseThrow();
        InstantSource later = InstantSource.fixed(TestStore.NOW.plus(Duration.ofSeconds(301)));
        try (Maildrop second = Maildrop.open(account(), later).orElseThrow()) {
            assertThat(first.delete(first.messages())).isFalse();
            first.close();
            assertThat(second.delete(second.messages())).isTrue();
        }
        assertThat(Files.exists(root().resolve("B0000000001.MSG"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "a: b\\r\\n\\r\\n..x\\r\\n.\\r\\n, a: b\\r\\n\\r\\n..x\\r\\n.\\r\\n, 12",
        "a: b\\n\\n.x\\n, a: b\\r\\n\\r\\n..x\\r\\n.\\r\\n, 12",
        "a: b\\r\\n\\r\\nx, a: b\\r\\n\\r\\nx\\r\\n.\\r\\n, 9",
        "a: b\\r\\n\\r\\nx\\r\\n., a: b\\r\\n\\r\\nx\\r\\n.\\r\\n, 11"
    })
    void writesTheWireFormOfAnyFile(String stored, String wire, long size) throws IOException {
        store.file("B0000000001.MSG", stored.translateEscapes());
        try (Maildrop maildrop = Maildrop.open(account(), NOW).orElseThrow()) {
            MaildropMessage message = maildrop.messages().getFirst();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            message.writeWire(out, new byte[5]);
            assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo(wire.translateEscapes());
            assertThat(message.size()).isEqualTo(size);
        }
    }

    private List<String> ids(Maildrop maildrop) {
        return maildrop.messages().stream().map(MaildropMessage::uniqueId).toList();
    }

    private Path root() throws IOException {
        return account().mailbox().orElseThrow().root();
    }

    private Account account() throws IOException {
        return store.open().account(new AccountName("sato"), new DomainName("a.example"));
    }
}
