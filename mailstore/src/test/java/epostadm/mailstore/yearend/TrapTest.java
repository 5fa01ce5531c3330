package epostadm.mailstore.yearend;

import static epostadm.mailstore.testing.TestMessage.uid;
import static epostadm.mailstore.yearend.Years.RETIRE;
import static epostadm.mailstore.yearend.Years.saved;
import static epostadm.mailstore.yearend.Years.text;
import static epostadm.mailstore.yearend.Years.yearEnd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import epostadm.mailstore.account.AccountState;
import epostadm.mailstore.account.Column;
import epostadm.mailstore.account.PasswordScheme;
import epostadm.mailstore.change.ImportText;
import epostadm.mailstore.change.Mentions;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.testing.StoreTree;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One trap in a store, one trap in the plan; and none where there is none.
class TrapTest {

    private static final String SATO = "sato pass1234 - a.example - 0 0 0 1 1";
    private static final String MORI = "mori pass1234 - a.example - 0 0 0 1 1";

    private static AccountName name(String name) {
        return new AccountName(name);
    }

    private static TestStore three() {
        return TestStore.store(Edition.BSD)
                .domain("a.example")
                .account("mori")
                .account("sato")
                .mail("INBOX", uid(1))
                .account("ueda")
                .mail("INBOX", uid(2));
    }

    private static List<Trap> traps(TestStore store, String... lines) throws IOException {
        return yearEnd(store, RETIRE).plan(text(store, lines)).traps();
    }

    @Test
    void isNoneInAPlainYear() throws IOException {
        try (TestStore store = three().aliases("info@a.example sato@a.example")) {
            assertThat(traps(store, SATO, MORI)).isEmpty();
        }
    }

    @Test
    void isAFolderThatANewcomerWouldInherit() throws IOException {
        try (TestStore store = three().mailbox("abe")
                .file("ims.ctl", "[AutoForward]\nForwardTo=x@b.example\n")
                .file("mail.dat", "")
                .arrival("B0000000001")) {
            assertThat(traps(store, SATO, MORI, "abe x1 - a.example - 0 0 0 1 1"))
                    .singleElement()
                    .isInstanceOfSatisfying(Trap.FoundFolder.class, found -> {
                        assertThat(found.account()).isEqualTo(name("abe"));
                        assertThat(found.messages()).isEqualTo(1);
                        assertThat(found.forwards()).containsExactly("x@b.example");
                        assertThat(found.controlFiles()).containsExactly("ims.ctl", "mail.dat");
                        assertThat(found.putAside()).isTrue();
                    });
        }
    }

    @Test
    void isANameInOtherCase() throws IOException {
        try (TestStore store = three()) {
            assertThat(traps(store, "SATO pass1234 - a.example - 0 0 0 1 1", MORI))
                    .containsExactly(new Trap.SpeltOtherwise(name("sato"), "sato"));
        }
    }

    @Test
    void areFoldersThatDifferInCaseAndBlock() throws IOException {
        try (TestStore store = three().mailbox("Sato")) {
            StoreTree before = store.tree();
            ImportText text = text(store, SATO, MORI);
            PlannedYearEnd plan = yearEnd(store, RETIRE).plan(text);
            assertThat(plan.traps())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Trap.UnusableMailbox.class,
                            trap -> assertThat(trap.refusal()).isInstanceOf(Refusal.CaseTwins.class));
            PlanFile.Saved saved = saved(store, plan);
            assertThatThrownBy(() -> yearEnd(store, RETIRE).ready(text, saved))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            e -> assertThat(e.refusal()).isEqualTo(new Refusal.PlanBlocked(text.file(), 1)));
            assertThat(store.tree()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ims.ctl | [AutoForward];ForwardTo=Ueda@a.example; | FORWARD",
                "ims.ctl | [AutoForward];ForwardTo=ueda; | FORWARD",
                "ims.ctl | [AutoForward];ForwardTo=file:send.txt; | FORWARD_LIST",
                "ims.ctl | [AutoReply];ReplyFrom=ueda@a.example; | REPLY",
                "permitfrom.txt | ueda@a.example | PERMIT"
            })
    void isALeaverThatAMailboxNames(String file, String text, Mentions.Place place) throws IOException {
        try (TestStore store = three().mailbox("sato")
                .file("send.txt", "x@b.example\nueda@a.example\n")
                .file(file, text.replace(';', '\n'))) {
            assertThat(traps(store, SATO, MORI))
                    .containsExactly(new Trap.NamedByMailbox(name("ueda"), "sato@a.example", place));
        }
    }

    @Test
    void isNoneWhereALeaverNamesAnother() throws IOException {
        try (TestStore store = three().mailbox("ueda").file("ims.ctl", "[AutoForward]\nForwardTo=sato\n")) {
            assertThat(traps(store, MORI)).noneMatch(Trap.NamedByMailbox.class::isInstance);
        }
    }

    @Test
    void isEveryAliasThatLeadsToALeaver() throws IOException {
        try (TestStore store = three().aliases(
                        "info@a.example all@a.example",
                        "all@a.example UEDA@a.example",
                        "*@old.example ueda@a.example")) {
            assertThat(traps(store, SATO, MORI))
                    .containsExactly(
                            new Trap.AliasToLeaver(name("ueda"), "info@a.example"),
                            new Trap.AliasToLeaver(name("ueda"), "all@a.example"),
                            new Trap.AliasToLeaver(name("ueda"), "*@old.example"));
        }
    }

    @Test
    void isAnAliasOfANewcomersAddress() throws IOException {
        try (TestStore store = three().aliases("ab*@a.example sato@a.example")) {
            assertThat(traps(store, SATO, MORI, "abe x1 - a.example - 0 0 0 1 1"))
                    .containsExactly(new Trap.ShadowedByAlias(name("abe"), "sato@a.example"));
        }
    }

    @Test
    void isAColumnThatChanges() throws IOException {
        try (TestStore store = three()) {
            assertThat(traps(store, "sato other - a.example - 0 0 7 1 1", "mori other - a.example - 0 0 0 1 1"))
                    .containsExactly(
                            new Trap.ColumnChanges(Column.PASS, 2, name("mori")),
                            new Trap.ColumnChanges(Column.MAIL_BOX_SIZE, 1, name("sato")));
        }
    }

    @Test
    void isAnAccountThatSeemsToBeSomebodyElses() throws IOException {
        try (TestStore store = three()) {
            assertThat(traps(store, "sato other Ken a.example - 0 0 0 1 1", MORI))
                    .contains(new Trap.PerhapsSomebodyElse(name("sato"), "", "Ken"));
        }
    }

    @Test
    void isAPasswordThatAnObfuscatedFileKeeps() throws IOException {
        try (TestStore store = three()) {
            java.nio.file.Files.write(store.path("inbox/a.example/sato/apop.dat"), new byte[] {(byte) 0xff, 1, 2});
            assertThat(traps(store, "sato other - a.example - 1 0 0 1 1", MORI))
                    .contains(new Trap.ObfuscatedPassword(name("sato")));
        }
    }

    @Test
    void isASuspendedAccount() throws IOException {
        try (TestStore store = three().account("mori").entry(entry -> entry.withState(AccountState.SUSPENDED))) {
            assertThat(traps(store, SATO, MORI)).containsExactly(new Trap.StaysSuspended(name("mori")));
        }
    }

    @Test
    void isAFileInWhichMostAreMissing() throws IOException {
        try (TestStore store = three()) {
            assertThat(traps(store, SATO)).containsExactly(new Trap.ManyLeavers(2, 3));
        }
    }

    @ParameterizedTest
    @CsvSource({"2, true", "3, false", "0, false"})
    void isALicenceThatIsTooSmall(long licence, boolean over) throws IOException {
        try (TestStore store = three().aliases("info@a.example sato@a.example")) {
            Wish wish = new Wish(
                    RETIRE.leavers(),
                    RETIRE.stayers(),
                    RETIRE.foundFolders(),
                    PasswordScheme.PLAIN,
                    false,
                    false,
                    licence);
            assertThat(yearEnd(store, wish).plan(text(store, SATO, MORI)).traps())
                    .isEqualTo(over ? List.of(new Trap.OverLicence(2, 1, licence)) : List.of());
        }
    }

    @Test
    void isADiskThatIsTooSmall() throws IOException {
        Configuration disk =
                Configuration.unix().toBuilder().setMaxSize(100_000).build();
        try (TestStore store =
                TestStore.store(Edition.BSD, Layout.PER_DOMAIN, disk).domain("a.example")) {
            String[] lines = new String[20];
            for (int i = 0; i < lines.length; i++) {
                lines[i] = "u" + i + " x1 - a.example - 0 0 0 1 1";
            }
            assertThat(traps(store, lines)).singleElement().isInstanceOf(Trap.DiskTooSmall.class);
        }
    }

    @Test
    void isABadLineUnlessItIsLeftOut() throws IOException {
        try (TestStore store = three()) {
            assertThat(traps(store, SATO, MORI, "x")).containsExactly(new Trap.BadLines(1, false));
            Wish wish = new Wish(
                    RETIRE.leavers(), RETIRE.stayers(), RETIRE.foundFolders(), PasswordScheme.PLAIN, true, false, 0);
            PlannedYearEnd plan = yearEnd(store, wish).plan(text(store, SATO, MORI, "x"));
            assertThat(plan.traps()).containsExactly(new Trap.BadLines(1, true));
            assertThat(plan.blocks()).isZero();
        }
    }

    @Test
    void isADomainThatIsAnother() throws IOException {
        try (TestStore store = three()) {
            assertThat(traps(store, "sato pass1234 - b.example - 0 0 0 1 1", MORI))
                    .containsExactly(new Trap.OtherDomains(1));
        }
    }
}
