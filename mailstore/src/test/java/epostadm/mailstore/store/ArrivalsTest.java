package epostadm.mailstore.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Feature;
import com.google.common.jimfs.Jimfs;
import epostadm.mailstore.account.AccountEntry;
import epostadm.mailstore.disk.Durability;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.spool.Envelope;
import epostadm.mailstore.spool.EnvelopeExtras;
import epostadm.mailstore.spool.IncomingMessage;
import epostadm.mailstore.spool.QueueId;
import epostadm.mailstore.spool.QueuedMessage;
import epostadm.mailstore.spool.Recipient;
import epostadm.mailstore.spool.Spool;
import epostadm.mailstore.spool.SpoolEntry;
import epostadm.mailstore.testing.TestStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrivalsTest {

    private static final InstantSource CLOCK = InstantSource.fixed(TestStore.NOW);
    private static final String WIRE = "Subject: x\r\n\r\n..dot\r\n";
    private static final String STORED = "Return-Path: <a@b.example>\r\n" + WIRE + ".\r\n";

    @TempDir
    private Path directory;

    @SuppressWarnings("try")
    private TestStore store;

    private Spool spool;
    private MailStore opened;

    @BeforeEach
    void open() throws IOException {
        store = TestStore.at(directory.resolve("mail"), Edition.BSD, Layout.PER_DOMAIN)
                .domain("a.example")
                .account("Sato");
        opened = store.open();
        spool = Spool.open(store.work(), Edition.BSD, CLOCK, "test");
    }

    @AfterEach
    void close() throws IOException {
        spool.close();
    }

    private static QueuedMessage put(Spool spool) throws IOException {
        try (IncomingMessage message = spool.receive("a@b.example")) {
            message.wire().write(WIRE.getBytes(StandardCharsets.US_ASCII));
            return message.commit(Envelope.of(
                    message.id(),
                    "mx.example",
                    "a@b.example",
                    List.of(Recipient.of("sato@a.example")),
                    EnvelopeExtras.NONE));
        }
    }

    private Account sato() {
        return store.find("sato");
    }

    private List<String> arrivals() {
        return store.names("inbox/a.example/Sato");
    }

    @Test
    void makesTheMailboxLikeItsNeighboursAndNamesTheMessageThere() throws IOException {
        Files.setPosixFilePermissions(store.path("inbox"), PosixFilePermissions.fromString("rwxrwx---"));
        QueuedMessage message = put(spool);
        assertThat(Arrivals.of(spool, opened).deliver(message, sato(), opened)).isEqualTo(Arrivals.Outcome.ARRIVED);
        assertThat(arrivals()).containsExactly(message.id() + ".MSG");
        assertThat(store.read("inbox/a.example/Sato/" + message.id() + ".MSG")).isEqualTo(STORED);
        assertThat(Files.getPosixFilePermissions(store.path("inbox/a.example/Sato")))
                .isEqualTo(PosixFilePermissions.fromString("rwxrwx---"));
    }

    /// Its account was retired a moment ago; a new mailbox would be in the way of the old one.
    @Test
    void makesNoMailboxForWhoIsNoAccountAnyMore() throws IOException {
        QueuedMessage message = put(spool);
        AccountEntry gone = sato().entry().withName(new AccountName("gone"));
        Account account = new Account(gone, new DomainName("a.example"), Optional.empty());
        assertThatThrownBy(() -> Arrivals.of(spool, opened).deliver(message, account, opened))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal()).isInstanceOf(Refusal.UnknownAccount.class));
        assertThat(store.path("inbox/a.example/gone")).doesNotExist();
    }

    @Test
    void staysWhenTheQueueLetsGoAndIsWhatPop3Gives() throws IOException {
        QueuedMessage message = put(spool);
        Arrivals.of(spool, opened).deliver(message, sato(), opened);
        spool.remove(message);
        try (Maildrop maildrop =
                Maildrop.open(sato(), new KnownMessages(10), CLOCK).orElseThrow()) {
            assertThat(maildrop.messages()).hasSize(1);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] block = new byte[4096];
            try (MessageWire wire = maildrop.messages().getFirst().open()) {
                while (!wire.ended()) {
                    out.write(block, 0, wire.read(block));
                }
            }
            assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo(STORED);
        }
    }

    @Test
    void stampsTheReturnPathOnWhatTheVendorsServerQueued() throws IOException {
        store.put("incoming/B0000000007.MSG", "Return-Path: <old@b.example>\r\n" + WIRE + ".\r\n")
                .put("incoming/B0000000007.RCP", "Return-path: a@b.example\nRecipient: sato@a.example\n");
        QueuedMessage message =
                ((SpoolEntry.Ready) spool.incoming(spool.incoming().getFirst())).message();
        Arrivals.of(spool, opened).deliver(message, sato(), opened);
        assertThat(store.read("inbox/a.example/Sato/B0000000007.MSG")).isEqualTo(STORED);
    }

    @Test
    void deliversOnceHoweverOftenItIsAsked() throws IOException {
        QueuedMessage message = put(spool);
        Arrivals arrivals = Arrivals.of(spool, opened);
        arrivals.deliver(message, sato(), opened);
        assertThat(arrivals.deliver(message, sato(), opened)).isEqualTo(Arrivals.Outcome.WAS_THERE);
        assertThat(arrivals()).hasSize(1);
    }

    @Test
    void deliversOnceAfterFailingAtAnyForce() throws IOException {
        for (int survivors = 0; ; survivors++) {
            QueuedMessage message = put(spool);
            AtomicInteger left = new AtomicInteger(survivors);
            Arrivals failing = Arrivals.of(spool, new FailingDisk(left));
            Throwable failure = catchThrowable(() -> failing.deliver(message, sato(), opened));
            Arrivals.of(spool, opened).deliver(message, sato(), opened);
            assertThat(arrivals()).as("after %s forces", survivors).containsExactly(message.id() + ".MSG");
            if (failure == null) {
                assertThat(survivors).isGreaterThan(0);
                return;
            }
            Files.delete(store.path("inbox/a.example/Sato/" + message.id() + ".MSG"));
            if (survivors == 0) {
                Files.delete(store.path("inbox/a.example/Sato"));
            }
        }
    }

    @Test
    void neverOverwritesAnotherMessage() throws IOException {
        QueuedMessage message = put(spool);
        store.file(message.id() + ".MSG", "another");
        assertThatThrownBy(() -> Arrivals.of(spool, opened).deliver(message, sato(), opened))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isInstanceOf(Refusal.NameTaken.class));
        assertThat(store.read("inbox/a.example/Sato/" + message.id() + ".MSG")).isEqualTo("another");
    }

    @Test
    void followsNoLinkOutOfTheStore() throws IOException {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Account before = store.mailbox().find("sato");
        Files.delete(store.path("inbox/a.example/Sato"));
        Files.createSymbolicLink(store.path("inbox/a.example/Sato"), outside);
        QueuedMessage message = put(spool);
        assertThatThrownBy(() -> Arrivals.of(spool, opened).deliver(message, before, opened))
                .isInstanceOf(RefusedException.class);
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void replacesNoLinkThatBearsTheName() throws IOException {
        QueuedMessage message = put(spool);
        store.mailbox();
        Path arrival = store.path("inbox/a.example/Sato/" + message.id() + ".MSG");
        Files.createSymbolicLink(arrival, message.body());
        assertThatThrownBy(() -> Arrivals.of(spool, opened).deliver(message, sato(), opened))
                .isInstanceOf(RefusedException.class);
        assertThat(Files.isSymbolicLink(arrival)).isTrue();
    }

    @Test
    void deliversOneMessageToManyMailboxesAndManyToOneAtOnce() throws Exception {
        store.account("suzuki");
        Arrivals arrivals = Arrivals.of(spool, opened);
        QueuedMessage forBoth = put(spool);
        arrivals.deliver(forBoth, store.find("sato"), opened);
        arrivals.deliver(forBoth, store.find("suzuki"), opened);
        List<Future<Arrivals.Outcome>> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 50; i++) {
                QueuedMessage message = put(spool);
                outcomes.add(threads.submit(() -> arrivals.deliver(message, sato(), opened)));
            }
        }
        for (Future<Arrivals.Outcome> outcome : outcomes) {
            assertThat(outcome.get()).isEqualTo(Arrivals.Outcome.ARRIVED);
        }
        assertThat(arrivals()).hasSize(51);
        assertThat(store.names("inbox/a.example/suzuki")).hasSize(1);
    }

    @Test
    void copiesWhereAFileHasOneNameOnly() throws IOException {
        Configuration withoutLinks = Configuration.unix().toBuilder()
                .setSupportedFeatures(Feature.SYMBOLIC_LINKS, Feature.SECURE_DIRECTORY_STREAM, Feature.FILE_CHANNEL)
                .build();
        try (FileSystem memory = Jimfs.newFileSystem(withoutLinks)) {
            TestStore plain = TestStore.at(memory.getPath("/mail"), Edition.BSD, Layout.PER_DOMAIN)
                    .domain("a.example")
                    .account("sato");
            MailStore plainStore = plain.open();
            Path body = plain.put("incoming/B0000000007.MSG", STORED).path("incoming/B0000000007.MSG");
            plain.put("inbox/a.example/sato/B0000000007.MSG.tmp", "half");
            QueuedMessage message = new QueuedMessage(
                    QueueId.parse("B0000000007").orElseThrow(),
                    new QueuedMessage.Place.Incoming(),
                    body,
                    body.resolveSibling("B0000000007.RCP"),
                    put(spool).envelope());
            Arrivals.of(spool, plainStore)
                    .deliver(
                            message,
                            plainStore.account(new AccountName("sato"), new DomainName("a.example")),
                            plainStore);
            assertThat(plain.names("inbox/a.example/sato")).containsExactly("B0000000007.MSG");
            assertThat(plain.read("inbox/a.example/sato/B0000000007.MSG")).isEqualTo(STORED);
            assertThat(Files.getLastModifiedTime(plain.path("inbox/a.example/sato/B0000000007.MSG")))
                    .isEqualTo(Files.getLastModifiedTime(body, LinkOption.NOFOLLOW_LINKS));
        }
    }

    @Test
    void tellsAFullDisk() {
        assertThat(StorageFullException.orAsItIs(new IOException("No space left on device")))
                .isInstanceOf(StorageFullException.class);
        IOException other = new IOException("Input/output error");
        assertThat(StorageFullException.orAsItIs(other)).isSameAs(other);
    }

    /// Lets so many forces pass.
    private record FailingDisk(AtomicInteger left) implements Durability {

        @Override
        public void forceFile(Path file) throws IOException {
            forceDirectory(file);
        }

        @Override
        public void forceDirectory(Path directory) throws IOException {
            if (left.getAndDecrement() <= 0) {
                throw new IOException(directory + ": power cut");
            }
        }

        @Override
        public boolean syncVolume(Path anywhere) {
            return true;
        }
    }
}
