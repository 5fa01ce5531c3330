package epostadm.mailstore.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailStoreTest {

    private static final DomainName A = new DomainName("a.jp");
    private static final DomainName B = new DomainName("b.jp");
    private static final AccountName TARO = new AccountName("taro");

    private final FileSystem disk = Jimfs.newFileSystem(Configuration.unix());
    private final Path work = disk.getPath("/epms");

    @BeforeEach
    void make() throws IOException {
        put("inbox/a.jp/Taro/inbox/0000000001-100000.MSG", "12345");
        put("db/a.jp.idx", "#epost-idx 1 a.jp\ntaro\t{PLAIN}pw\tTaro\tHome\t1\t1\t0\t1\t1\n");
    }

    @AfterEach
    void close() throws IOException {
        disk.close();
    }

    @Test
    void findsAnAccountAndItsMailboxWhateverTheCase() throws IOException {
        Account account = store().account(new AccountName("TARO"), A);
        assertThat(account.mailbox())
                .hasValueSatisfying(mailbox -> assertThat(mailbox.root()).isEqualTo(work.resolve("inbox/a.jp/Taro")));
        assertThat(account.pop3()).isTrue();
        put("inbox/a.jp/Taro/$offpop3", "");
        assertThat(store().account(TARO, A).pop3()).isFalse();
    }

    @Test
    void takesTheOnlyDomainWhereNoneIsNamed() throws IOException {
        assertThat(store().domain(Optional.empty())).isEqualTo(A);
        refused(() -> store().domain(Optional.of(B)), new Refusal.UnknownDomain(B, List.of(A)));
        put("db/b.jp.idx", "\0vendor's");
        refused(() -> store().domain(Optional.empty()), new Refusal.DomainNeeded(List.of(A, B)));
        refused(() -> store().accounts(B), new Refusal.VendorManaged(work.resolve("db/b.jp.idx")));
        Files.delete(work.resolve("db/b.jp.idx"));
        Files.createDirectories(work.resolve("inbox/b.jp"));
        refused(() -> store().accounts(B), new Refusal.NoAccountIndex(work.resolve("db/b.jp.idx"), B));
    }

    @Test
    void namesSimilarAccountsForOneThatIsUnknown() {
        AccountName tara = new AccountName("tara");
        refused(() -> store().account(tara, A), new Refusal.UnknownAccount(tara, A, List.of(TARO)));
    }

    @Test
    void refusesCaseTwinsAndLinksAndFilesInPlaceOfMailboxes() throws IOException {
        Path domain = work.resolve("inbox/a.jp");
        Files.createDirectory(domain.resolve("TARO"));
        assertThatThrownBy(() -> store().mailboxes(A).find(TARO))
                .asInstanceOf(type(RefusedException.class))
                .extracting(RefusedException::refusal)
                .asInstanceOf(type(Refusal.CaseTwins.class))
                .satisfies(twins -> assertThat(twins.folders()).hasSize(2));
        Files.createSymbolicLink(domain.resolve("jiro"), work.resolve("db"));
        put("inbox/a.jp/saburo", "");
        refused(
                () -> store().mailboxes(A).find(new AccountName("jiro")),
                new Refusal.LeadsOutOfStore(domain.resolve("jiro")));
        refused(
                () -> store().mailboxes(A).find(new AccountName("saburo")),
                new Refusal.NameTaken(domain.resolve("saburo")));
    }

    @Test
    void refusesMailboxesBehindASymbolicLink() throws IOException {
        Files.move(work.resolve("inbox"), disk.getPath("/elsewhere"));
        Files.createSymbolicLink(work.resolve("inbox"), disk.getPath("/elsewhere"));
        refused(() -> store().mailboxes(A), new Refusal.LeadsOutOfStore(work.resolve("inbox/a.jp")));
    }

    @Test
    void listsFoldersWithInboxFirst() throws IOException {
        put("inbox/a.jp/Taro/&Tgtm+DBN-/Sub/uid", "1");
        put("inbox/a.jp/Taro/Archive/0000000001-000010.MSG", "123");
        put("inbox/a.jp/Taro/&bad/uid", "1");
        put("inbox/a.jp/Taro/B0000000001.MSG", "1");
        Files.createSymbolicLink(work.resolve("inbox/a.jp/Taro/link"), work.resolve("db"));
        Mailbox mailbox = store().mailboxes(A).find(TARO).orElseThrow();
        assertThat(mailbox.folders())
                .extracting(folder -> folder.name().toString())
                .containsExactly("INBOX", "Archive", "下書き", "下書き/Sub");
        assertThat(mailbox.folder(FolderName.of("inbox"))).isPresent();
        assertThat(mailbox.folder(FolderName.of("none"))).isEmpty();
        assertThat(mailbox.use()).isEqualTo(new Mailbox.Use(3, 9));
    }

    @Test
    void prefersTheInboxThatTheServerKnows() throws IOException {
        put("reg/epost/ims/Port.1", "25");
        for (String name : List.of("INBOX", "Inbox")) {
            put("inbox/a.jp/Taro/" + name + "/uid", "1");
        }
        Mailbox mailbox = store().mailboxes(A).find(TARO).orElseThrow();
        assertThat(mailbox.folder(FolderName.INBOX))
                .hasValueSatisfying(folder ->
                        assertThat(folder.directory()).isEqualTo(mailbox.root().resolve("inbox")));
    }

    @Test
    void takesNoDomainOfACommonBoxForAMailbox() throws IOException {
        put(".epostadm/store.properties", "layout.a.jp=common\nlayout.b.jp=per-domain\n");
        Files.createDirectories(work.resolve("inbox/hanako/inbox"));
        Files.createDirectories(work.resolve("inbox/~jiro+2026"));
        Mailboxes mailboxes = store().mailboxes(A);
        assertThat(mailboxes.taken("HANAKO")).isTrue();
        assertThat(mailboxes.taken("a.jp")).isFalse();
        assertThat(mailboxes.putAside()).containsExactly("~jiro+2026");
        assertThat(mailboxes.rootOf(new AccountName("New"))).isEqualTo(work.resolve("inbox/New"));
    }

    private MailStore store() throws IOException {
        return MailStore.open(work);
    }

    private void put(String name, String text) throws IOException {
        Files.createDirectories(work.resolve(name).getParent());
        Files.writeString(work.resolve(name), text);
    }

    private static void refused(ThrowingCallable call, Refusal refusal) {
        assertThatThrownBy(call)
                .asInstanceOf(type(RefusedException.class))
                .extracting(RefusedException::refusal)
                .isEqualTo(refusal);
    }
}
