package epostadm.mailstore.conversion;

import static epostadm.mailstore.testing.TestMessage.uid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import epostadm.mailstore.conversion.Conversion.Kind;
import epostadm.mailstore.conversion.Conversion.Matter;
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
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EditionConversionTest {

    private static final String SATO = "inbox/a.example/sato/";

    private TestStore store = TestStore.store(Edition.BSD);

    @AfterEach
    void close() {
        store.close();
    }

    private TestStore open(Edition edition, Configuration disk) {
        store.close();
        store = TestStore.store(edition, Layout.PER_DOMAIN, disk);
        return store.domain("a.example").account("sato");
    }

    /// A store of the Windows edition, as it was copied to a disk on which case counts.
    private TestStore copied() {
        return open(Edition.WINDOWS, Configuration.unix());
    }

    private Conversion plan(Edition to) throws IOException {
        return EditionConversion.plan(store.open(), to, Optional.empty(), Progress.NONE);
    }

    private String convert(Edition to) throws IOException {
        return store.make(plan(to).change());
    }

    @Test
    void bringsAWindowsStoreToBsd() throws IOException {
        copied().file("IMS.CTL", "[AutoForward]\r\nForwardTo=file:C:\\mail\\inbox\\a.example\\sato\\SEND.TXT\r\n")
                .file("SEND.TXT", "x@y.example\r\n")
                .file("Sender.Dat", "*,0\r\n")
                .file("APOP.DAT", "secret\r\n")
                .file("$OFFPOP3", "")
                .mail("INBOX", uid(1), uid(2))
                .mail("INBOX/sub", uid(5));
        Conversion conversion = plan(Edition.BSD);
        assertThat(conversion.count(Kind.INBOX_RENAMED)).isEqualTo(1);
        assertThat(conversion.count(Kind.CONTROL_FILE_RENAMED)).isEqualTo(5);
        assertThat(conversion.count(Kind.LINE_ENDS)).isEqualTo(4);
        assertThat(conversion.count(Kind.FORWARD_LIST)).isEqualTo(1);
        store.make(conversion.change());
        assertThat(store.names(SATO))
                .containsExactly("$offpop3", "apop.dat", "ims.ctl", "inbox", "send.txt", "sender.dat");
        assertThat(store.read(SATO + "ims.ctl"))
                .isEqualTo("[AutoForward]\nForwardTo=file:/mail/inbox/a.example/sato/send.txt\n");
        assertThat(store.read(SATO + "send.txt")).isEqualTo("x@y.example\n");
        assertThat(store.read(SATO + "apop.dat")).isEqualTo("secret\n");
        assertThat(store.names(SATO + "inbox/sub")).contains("0000000005-000010.MSG");
        assertThat(store.open().edition()).isEqualTo(Edition.BSD);
        assertThat(store.find("sato").mailbox().orElseThrow().forwardAddresses(store.work()))
                .containsExactly("x@y.example");
        assertThat(plan(Edition.BSD).change().steps()).isEmpty();
    }

    @Test
    void bringsABsdStoreToWindows() throws IOException {
        open(Edition.BSD, Configuration.unix())
                .file("ims.ctl", "[AutoForward]\nForwardTo = file:/mail/inbox/a.example/sato/tensou\n")
                .file("tensou", "x@y.example\n")
                .file("[::1].smtp", "3")
                .mail("INBOX", uid(1));
        StoreTree before = store.tree();
        String change = store.make(
                EditionConversion.plan(store.open(), Edition.WINDOWS, Optional.of("D:\\epost\\mail"), Progress.NONE)
                        .change());
        assertThat(store.names(SATO)).containsExactly("INBOX", "ims.ctl", "tensou");
        assertThat(store.read(SATO + "ims.ctl"))
                .isEqualTo("[AutoForward]\r\nForwardTo = file:D:\\epost\\mail\\inbox\\a.example\\sato\\tensou\r\n");
        assertThat(store.read(SATO + "tensou")).isEqualTo("x@y.example\r\n");
        store.undo(change);
        assertThat(store.tree()).isEqualTo(before);
    }

    @Test
    void goesThereAndBack() throws IOException {
        open(Edition.BSD, Configuration.unix())
                .file("ims.ctl", "[AutoForward]\nForwardTo=file:/mail/inbox/a.example/sato/send.txt\n[AutoReply]\n")
                .file("send.txt", "x@y.example\nz@y.example")
                .file("autoreply.txt", "\u001b$B$\u001b(B\n\n")
                .file("mail.dat", "nobody knows\n")
                .mail("INBOX", uid(1), uid(9).flags("101010"))
                .mail("下書き");
        StoreTree before = store.tree();
        ServersView view = ServersView.of(store.work());
        convert(Edition.WINDOWS);
        assertThat(ServersView.of(store.work())).isEqualTo(view);
        assertThat(store.tree()).isNotEqualTo(before);
        convert(Edition.BSD);
        assertThat(store.tree()).isEqualTo(before);
    }

    /// On a disk that is blind to case a name cannot simply be given in another case.
    @Test
    void worksWhereCaseDoesNotCount() throws IOException {
        open(Edition.WINDOWS, Configuration.windows())
                .file("IMS.CTL", "[Delivery]\r\n")
                .file("Effect.dat", "")
                .mail("INBOX", uid(1))
                .mail("INBOX/sub", uid(2));
        StoreTree before = store.tree();
        ServersView view = ServersView.of(store.work());
        String change = convert(Edition.BSD);
        assertThat(store.names(SATO)).containsExactly("effect.dat", "ims.ctl", "inbox");
        assertThat(store.read(SATO + "ims.ctl")).isEqualTo("[Delivery]\n");
        assertThat(ServersView.of(store.work())).isEqualTo(view);
        store.undo(change);
        assertThat(store.tree()).isEqualTo(before);
        assertThat(store.names(SATO)).containsExactly("Effect.dat", "IMS.CTL", "INBOX");
    }

    private void refused(Edition to, Obstacle obstacle, String... names) {
        StoreTree before = store.tree();
        assertThatThrownBy(() -> plan(to))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal()).isEqualTo(new Unconvertible(obstacle, List.of(names))));
        assertThat(store.tree()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"con", "COM1.old", "'a:b'", "'a.'", "'what?'", "'a '"})
    void refusesNamesThatWindowsCannotHold(String folder) throws IOException {
        open(Edition.BSD, Configuration.unix()).mail("INBOX");
        Files.createDirectories(store.path(SATO + "inbox").resolve(folder));
        refused(Edition.WINDOWS, Obstacle.WINDOWS_NAMES, SATO + "inbox/" + folder);
    }

    @Test
    void refusesFoldersThatWindowsWouldTakeForOne() {
        open(Edition.BSD, Configuration.unix()).mail("Sent", uid(1)).mail("sent", uid(1));
        refused(Edition.WINDOWS, Obstacle.CASE_TWINS, SATO + "Sent", SATO + "sent");
    }

    @Test
    void refusesMailboxesThatWindowsWouldTakeForOne() {
        open(Edition.BSD, Configuration.unix()).mailbox().mailbox("Sato");
        refused(Edition.WINDOWS, Obstacle.CASE_TWINS, "inbox/a.example/Sato", "inbox/a.example/sato");
    }

    @Test
    void refusesControlFilesOfWhichOnlyOneCanStay() {
        copied().file("IMS.CTL", "").file("ims.ctl", "");
        refused(Edition.BSD, Obstacle.CASE_TWINS, SATO + "IMS.CTL");
    }

    @Test
    void refusesTwoInboxes() throws IOException {
        copied().mail("INBOX", uid(1));
        Files.createDirectories(store.path(SATO + "inbox"));
        refused(Edition.BSD, Obstacle.CASE_TWINS, SATO + "INBOX", SATO + "inbox");
    }

    @Test
    void leavesWhatItDoesNotKnow() throws IOException {
        copied().file("MAIL.DAT", "nobody knows\r\n")
                .file("apop.dat", "\u00ff\r\n")
                .file("note.TXT", "mine\r\n")
                .file("ims.ctl", "[AutoForward]\r\nForwardTo=file:C:\\gone\\nowhere.txt\r\n");
        Files.write(store.path(SATO + "apop.dat"), new byte[] {(byte) 0xff, '\r', '\n'});
        Conversion conversion = plan(Edition.BSD);
        assertThat(conversion.remarks())
                .extracting(Conversion.Remark::matter)
                .containsExactlyInAnyOrder(Matter.NOT_REWRITTEN, Matter.LIST_MISSING);
        store.make(conversion.change());
        assertThat(store.names(SATO)).containsExactly("apop.dat", "ims.ctl", "mail.dat", "note.TXT");
        assertThat(store.read(SATO + "mail.dat")).isEqualTo("nobody knows\r\n");
        assertThat(store.read(SATO + "apop.dat")).isEqualTo("\u00ff\r\n");
        assertThat(store.read(SATO + "note.TXT")).isEqualTo("mine\r\n");
        assertThat(store.read(SATO + "ims.ctl")).isEqualTo("[AutoForward]\nForwardTo=file:C:\\gone\\nowhere.txt\n");
    }

    @Test
    void spellsDomainsAndServerFilesInLowerCase() throws IOException {
        copied().put("EFFECT.DAT", "#<> default\r\n").mail("INBOX", uid(1));
        Files.move(store.path("inbox/a.example"), store.path("inbox/A.Example"));
        convert(Edition.BSD);
        assertThat(store.names("inbox")).containsExactly("a.example");
        assertThat(store.names(SATO)).containsExactly("inbox");
        assertThat(store.read("effect.dat")).isEqualTo("#<> default\n");
    }

    @Test
    void convertsAVendorsStoreButNotItsAccounts() throws IOException {
        copied().mail("INBOX", uid(1)).put("db/a.example.idx", "\u0001\u0002EPOST");
        Conversion conversion = plan(Edition.BSD);
        assertThat(conversion.remarks()).contains(new Conversion.Remark(Matter.VENDORS_ACCOUNTS, "a.example"));
        store.make(conversion.change());
        assertThat(store.names(SATO)).containsExactly("inbox");
        assertThat(store.read("db/a.example.idx")).isEqualTo("\u0001\u0002EPOST");
    }

    @ParameterizedTest
    @EnumSource(Edition.class)
    void convertsMailboxesThatWerePutAside(Edition from) throws IOException {
        open(from, Configuration.unix()).mailbox("~ueda").mail("INBOX", uid(1));
        Edition to = from == Edition.BSD ? Edition.WINDOWS : Edition.BSD;
        convert(to);
        assertThat(store.names("inbox/a.example/~ueda")).containsExactly(to.inboxDirectory());
    }

    @ParameterizedTest
    @CsvSource({
        "WINDOWS, C:\\mail, true",
        "WINDOWS, D:\\epost\\mail, true",
        "WINDOWS, \\\\server\\mail, true",
        "WINDOWS, /var/spool/epms, false",
        "WINDOWS, C:\\mail\\, false",
        "WINDOWS, mail, false",
        "BSD, /var/spool/epms, true",
        "BSD, C:\\mail, false",
        "BSD, /var/spool/, false",
        "BSD, /var/メール, false",
    })
    void knowsWorkFolders(Edition edition, String text, boolean can) {
        assertThat(EditionConversion.canBeWorkFolder(text, edition)).isEqualTo(can);
    }

    @Test
    void saysWhichCommandGivesMailboxesToTheirServer() throws IOException {
        Configuration posix = Configuration.unix().toBuilder()
                .setAttributeViews("basic", "posix", "unix")
                .build();
        open(Edition.WINDOWS, posix).mail("INBOX", uid(1)).account("ueda").mail("INBOX", uid(2));
        UserPrincipalLookupService users = store.work().getFileSystem().getUserPrincipalLookupService();
        Files.setOwner(store.path("inbox"), users.lookupPrincipalByName("epms"));
        Files.setOwner(store.path("inbox/a.example/sato"), users.lookupPrincipalByName("epms"));
        Conversion conversion = plan(Edition.BSD);
        assertThat(conversion.remarks())
                .contains(new Conversion.Remark(Matter.OTHER_OWNERS, "1: chown -R epms:group /mail/inbox"));
        Files.setOwner(store.path("inbox/a.example/ueda"), users.lookupPrincipalByName("epms"));
        assertThat(plan(Edition.BSD).remarks())
                .extracting(Conversion.Remark::matter)
                .doesNotContain(Matter.OTHER_OWNERS);
        assertThat(plan(Edition.WINDOWS).remarks()).isEmpty();
    }
}
