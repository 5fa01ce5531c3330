package epostadm.mailstore.conversion;

import static epostadm.mailstore.testing.TestMessage.uid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import epostadm.mailstore.change.Retirement;
import epostadm.mailstore.conversion.Conversion.Matter;
import epostadm.mailstore.conversion.Conversion.Remark;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.refusal.Refusal.Unconvertible;
import epostadm.mailstore.refusal.Refusal.Unconvertible.Obstacle;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.task.Progress;
import epostadm.mailstore.testing.StoreTree;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LayoutConversionTest {

    private static final Optional<DomainName> A = Optional.of(new DomainName("a.example"));

    private TestStore store = TestStore.store(Edition.BSD);

    @AfterEach
    void close() {
        store.close();
    }

    private TestStore open(Layout layout) {
        return open(Edition.BSD, layout);
    }

    private TestStore open(Edition edition, Layout layout) {
        store.close();
        store = TestStore.store(edition, layout);
        return store;
    }

    private Conversion plan(Optional<DomainName> domain, Layout to) throws IOException {
        return LayoutConversion.plan(store.open(), domain, to, Progress.NONE);
    }

    private void refused(Optional<DomainName> domain, Layout to, Obstacle obstacle, String... names) {
        StoreTree before = store.tree();
        assertThatThrownBy(() -> plan(domain, to))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal()).isEqualTo(new Unconvertible(obstacle, List.of(names))));
        assertThat(store.tree()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(Edition.class)
    void movesMailboxesIntoTheCommonBoxAndBack(Edition edition) throws IOException {
        String list = edition == Edition.BSD
                ? "/mail/inbox/a.example/sato.k/send.txt"
                : "C:\\mail\\inbox\\a.example\\sato.k\\send.txt";
        open(edition, Layout.PER_DOMAIN)
                .domain("a.example")
                .account("sato.k")
                .file("ims.ctl", "[AutoForward]" + edition.lineEnd() + "ForwardTo=file:" + list + edition.lineEnd())
                .file("send.txt", "x@y.example" + edition.lineEnd())
                .mail("INBOX", uid(1), uid(4))
                .account("ueda")
                .mail("下書き", uid(2))
                .mailbox("~kato")
                .mail("INBOX", uid(1))
                .domain("b.example")
                .account("abe")
                .arrival("B0000000001");
        StoreTree before = store.tree();
        ServersView view = ServersView.of(store.work());
        String change = store.make(plan(A, Layout.COMMON).change());
        assertThat(store.names("inbox")).containsExactly("b.example", "sato.k", "ueda", "~kato");
        assertThat(store.read("inbox/sato.k/ims.ctl"))
                .contains(list.replace("a.example", "")
                        .replaceAll("([/\\\\])+", "$1")
                        .replace("C:/", "C:\\"));
        assertThat(ServersView.of(store.work()).lines()).containsAll(view.lines());
        StoreTree common = store.tree();
        store.undo(change);
        assertThat(store.tree()).isEqualTo(before);
        store.make(plan(A, Layout.COMMON).change());
        assertThat(store.tree()).isEqualTo(common);
        store.make(plan(A, Layout.PER_DOMAIN).change());
        assertThat(store.tree()).isEqualTo(before);
        assertThat(ServersView.of(store.work())).isEqualTo(view);
        assertThat(plan(A, Layout.PER_DOMAIN).change().steps()).isEmpty();
    }

    @Test
    void refusesAccountsThatWouldShareAMailbox() {
        open(Layout.PER_DOMAIN)
                .domain("b.example")
                .account("sato")
                .account("abe")
                .domain("a.example")
                .account("Sato");
        refused(Optional.empty(), Layout.COMMON, Obstacle.SHARED_ACCOUNTS, "sato (a.example, b.example)");
    }

    @Test
    void convertsOneOfTwoDomainsThatCouldNotBothGo() throws IOException {
        open(Layout.PER_DOMAIN)
                .domain("b.example")
                .account("sato")
                .mailbox()
                .domain("a.example")
                .account("sato")
                .mailbox();
        store.make(plan(A, Layout.COMMON).change());
        assertThat(store.names("inbox")).containsExactly("b.example", "sato");
    }

    @Test
    void refusesToTakeASharedMailboxFromTheOtherDomain() {
        open(Layout.COMMON)
                .domain("b.example")
                .account("sato")
                .domain("a.example")
                .account("sato")
                .mailbox();
        refused(A, Layout.PER_DOMAIN, Obstacle.SHARED_ACCOUNTS, "sato (a.example, b.example)");
    }

    @Test
    void refusesWhereSomethingStandsAlready() throws IOException {
        open(Layout.PER_DOMAIN).domain("a.example").account("sato").mailbox();
        Files.createDirectories(store.path("inbox/Sato"));
        refused(A, Layout.COMMON, Obstacle.TAKEN, "inbox/a.example/sato");
    }

    @Test
    void refusesWhereTheDomainsDirectoryHoldsTheNameAlready() throws IOException {
        open(Layout.COMMON).domain("a.example").account("sato").mailbox();
        Files.createDirectories(store.path("inbox/a.example/SATO"));
        refused(A, Layout.PER_DOMAIN, Obstacle.TAKEN, "inbox/a.example/sato");
    }

    @Test
    void refusesAMailboxThatIsCalledLikeADomain() {
        open(Layout.PER_DOMAIN)
                .domain("b.example")
                .domain("a.example")
                .account("b.example")
                .mailbox();
        refused(A, Layout.COMMON, Obstacle.TAKEN, "inbox/a.example/b.example");
    }

    @Test
    void takesWhatIsTheDomainsOutOfTheCommonBox() throws IOException {
        open(Layout.COMMON)
                .domain("b.example")
                .account("abe")
                .mailbox()
                .domain("a.example")
                .account("sato")
                .mailbox()
                .mailbox("stranger")
                .account("ueda")
                .mailbox();
        store.make(new Retirement(store.open(), store.domain(), TestStore.NOW, Progress.NONE)
                .retire(List.of(new AccountName("ueda")))
                .change());
        Conversion conversion = plan(A, Layout.PER_DOMAIN);
        assertThat(conversion.remarks()).containsExactly(new Remark(Matter.NOBODYS, "inbox/stranger"));
        store.make(conversion.change());
        assertThat(store.names("inbox")).contains("a.example", "abe", "stranger");
        assertThat(store.names("inbox/a.example")).containsExactly("sato", "~ueda");
    }

    @Test
    void convertsAVendorsDomainThatIsAlone() throws IOException {
        open(Layout.COMMON).domain("a.example").account("sato").mail("INBOX", uid(1));
        store.put("db/a.example.idx", "\u0001EPOST");
        store.make(plan(A, Layout.PER_DOMAIN).change());
        assertThat(store.names("inbox/a.example")).containsExactly("sato");
        assertThat(store.read("db/a.example.idx")).isEqualTo("\u0001EPOST");
    }

    @Test
    void refusesWhereNobodyKnowsWhoseMailboxesTheyAre() {
        open(Layout.COMMON).domain("b.example").account("abe").mailbox().domain("a.example");
        store.account("sato").mailbox().put("db/b.example.idx", "\u0001EPOST");
        refused(A, Layout.PER_DOMAIN, Obstacle.ACCOUNTS_NOT_KNOWN, "b.example");
    }

    @Test
    void refusesSymbolicLinks() throws IOException {
        open(Layout.PER_DOMAIN).domain("a.example").account("sato");
        Files.createSymbolicLink(store.path("inbox/a.example/sato"), store.path("db"));
        refused(A, Layout.COMMON, Obstacle.LINKS, "inbox/a.example/sato");
    }
}
