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
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaildropTest {

    private final KnownMessages known = new KnownMessages(1000);

    private static final InstantSource NOW = InstantSource.fixed(TestStore.NOW);

    @SuppressWarnings("try")
    private final TestStore store =
            TestStore.store(Edition.BSD).domain("a.example").account("sato");

    @Test
    void listsArrivalsInOrderAndLocksOthersOut() throws IOException {
        store.arrival("B0000000002").arrival("B0000000001").file("note.txt", "");
        try (Maildrop maildrop = Maildrop.open(account(), known, NOW).orElseThrow()) {
            assertThat(ids(maildrop)).containsExactly("B0000000001", "B0000000002");
            assertThat(Maildrop.open(account(), known, NOW)).isEmpty();
        }
        Maildrop.open(account(), known, NOW).orElseThrow().close();
        assertThat(Files.exists(root().resolve("$lockfile"))).isFalse();
    }

    @Test
    void servesInboxWhereItIsSharedAndKeepsIdsWhenFlagsChange() throws IOException {
        store.mail("INBOX", uid(3), uid(12).flags("100000")).file("$sharepop3", "");
        try (Maildrop maildrop = Maildrop.open(account(), known, NOW).orElseThrow()) {
            assertThat(ids(maildrop)).containsExactly("0000000003", "0000000012");
        }
    }

    @Test
    void isEmptyWithoutAMailbox() throws IOException {
        try (Maildrop maildrop = Maildrop.open(account(), known, NOW).orElseThrow()) {
            assertThat(maildrop.messages()).isEmpty();
        }
    }

    @Test
    void deletesNothingAfterAnotherTookTheStaleLock() throws IOException {
        store.arrival("B0000000001");
        Maildrop first = Maildrop.open(account(), known, NOW).orElseThrow();
        InstantSource later = InstantSource.fixed(TestStore.NOW.plus(Duration.ofSeconds(301)));
        try (Maildrop second = Maildrop.open(account(), known, later).orElseThrow()) {
            assertThat(first.delete(first.messages()).owned()).isFalse();
            first.close();
            assertThat(second.delete(second.messages())).isEqualTo(new Maildrop.Deletion(true, List.of()));
        }
        assertThat(Files.exists(root().resolve("B0000000001.MSG"))).isFalse();
    }

    @Test
    void ordersByArrivalNotById() throws IOException {
        store.arrival("B0000000001").arrival("B9999999999").arrival("B0000000002");
        Files.setLastModifiedTime(
                root().resolve("B9999999999.MSG"), FileTime.from(TestStore.NOW.minus(Duration.ofDays(2))));
        try (Maildrop maildrop = Maildrop.open(account(), known, NOW).orElseThrow()) {
            assertThat(ids(maildrop)).containsExactly("B9999999999", "B0000000001", "B0000000002");
        }
    }

    @Test
    void givesOddNamesAnIdThatPop3CanSay() throws IOException {
        store.file("two words.MSG", "a").file("日本.MSG", "b").file("x.msg", "c");
        try (Maildrop maildrop = Maildrop.open(account(), known, NOW).orElseThrow()) {
            assertThat(ids(maildrop)).hasSize(3).doesNotHaveDuplicates().allMatch(id -> id.matches("[!-~]{1,70}"));
        }
    }

    @Test
    void findsAMessageOfInboxAgainWhoseFlagsHaveChanged() throws IOException {
        store.mail("INBOX", uid(3).flags("100000")).file("$sharepop3", "");
        try (Maildrop maildrop = Maildrop.open(account(), known, NOW).orElseThrow()) {
            Path inbox = root().resolve("inbox");
            Files.move(inbox.resolve("0000000003-100000.MSG"), inbox.resolve("0000000003-000010.MSG"));
            assertThat(read(maildrop.messages().getFirst().open(), 99)).isNotEmpty();
            Files.move(inbox.resolve("0000000003-000010.MSG"), inbox.resolve("0000000003-000110.MSG"));
            assertThat(maildrop.delete(maildrop.messages()).troubles()).isEmpty();
            assertThat(inbox.resolve("0000000003-000110.MSG")).doesNotExist();
        }
    }

    @Test
    void remembersSizesUntilTheFileIsAnother() throws IOException {
        store.arrival("B0000000001");
        try (Maildrop maildrop = Maildrop.open(account(), known, NOW).orElseThrow()) {
            assertThat(maildrop.messages().getFirst().sizeKnown()).isFalse();
            assertThat(maildrop.messages().getFirst().size()).isEqualTo(34);
        }
        try (Maildrop maildrop = Maildrop.open(account(), known, NOW).orElseThrow()) {
            assertThat(maildrop.messages().getFirst().sizeKnown()).isTrue();
        }
        store.file("B0000000001.MSG", "x");
        try (Maildrop maildrop = Maildrop.open(account(), known, NOW).orElseThrow()) {
            assertThat(maildrop.messages().getFirst().sizeKnown()).isFalse();
        }
    }

    @Test
    void attachesAnEncodedMessageToOneThatSaysSo() throws Exception {
        byte[] scrambled = new byte[60_000];
        new Random(1).nextBytes(scrambled);
        scrambled[0] = (byte) 0xFF;
        store.arrival("B0000000001");
        Files.write(root().resolve("B0000000001.MSG"), scrambled);
        try (Maildrop maildrop = Maildrop.open(account(), known, NOW).orElseThrow()) {
            MaildropMessage message = maildrop.messages().getFirst();
            String text = read(message.open(), 1000);
            assertThat(text).startsWith("From: ").endsWith("--\r\n.\r\n");
            assertThat(message.size()).isEqualTo(text.length() - 3);
            String base64 = text.substring(text.indexOf("base64\r\n\r\n") + 10, text.lastIndexOf("--=_encoded"));
            assertThat(Base64.getMimeDecoder().decode(base64)).isEqualTo(scrambled);
        }
        assertThat(Files.readAllBytes(root().resolve("B0000000001.MSG"))).isEqualTo(scrambled);
    }

    @RepeatedTest(20)
    void letsOneAloneTakeAStaleLock(@TempDir Path root) throws Exception {
        Path lock = Files.writeString(root.resolve("$lockfile"), "the vendor's");
        Files.setLastModifiedTime(lock, FileTime.from(TestStore.NOW.minus(Duration.ofMinutes(6))));
        CyclicBarrier together = new CyclicBarrier(8);
        AtomicInteger taken = new AtomicInteger();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                threads.submit(() -> {
                    together.await();
                    MaildropLock.take(root, NOW).ifPresent(_ -> taken.incrementAndGet());
                    return true;
                });
            }
        }
        assertThat(taken).hasValue(1);
        assertThat(root).isDirectoryContaining("glob:**$lockfile");
        try (var names = Files.list(root)) {
            assertThat(names).hasSize(1);
        }
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
        try (Maildrop maildrop = Maildrop.open(account(), known, NOW).orElseThrow()) {
            MaildropMessage message = maildrop.messages().getFirst();
            assertThat(read(message.open(), 16)).isEqualTo(wire.translateEscapes());
            assertThat(message.size()).isEqualTo(size);
        }
    }

    private static String read(MessageWire opened, int block) throws IOException {
        try (MessageWire wire = opened) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] bytes = new byte[block];
            while (!wire.ended()) {
                out.write(bytes, 0, wire.read(bytes));
            }
            return out.toString(StandardCharsets.ISO_8859_1);
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
