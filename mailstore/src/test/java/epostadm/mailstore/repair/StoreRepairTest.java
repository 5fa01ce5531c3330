package epostadm.mailstore.repair;

import static epostadm.mailstore.testing.TestMessage.uid;
import static epostadm.mailstore.testing.TestStore.store;
import static org.assertj.core.api.Assertions.assertThat;

import epostadm.mailstore.check.Finding;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.testing.StoreTree;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// For each kind of damage that can be cured: one repair and the check is silent, a second does nothing, and undo
/// brings the damaged store back byte for byte.
class StoreRepairTest {

    private static final String MAIL = "Subject: haru\r\n\r\nsakura\r\n";
    private static final Instant OLDER = Instant.parse("2020-01-01T00:00:00Z");

    /// @param after what must be there afterwards, by relative name within the INBOX or the root (`../`), or, with
    ///     `!` before it, must not
    private record Damage(String name, Consumer<Inbox> done, List<String> after) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static Damage damage(String name, Consumer<Inbox> done, String... after) {
        return new Damage(name, done, List.of(after));
    }

    /// Ken's INBOX with the messages 1 and 5, which a damage is done to.
    private record Inbox(TestStore store, Path directory) {

        void file(String name, String text) {
            file(name, text, TestStore.NOW.minus(Duration.ofDays(1)));
        }

        void file(String name, String text, Instant modified) {
            try {
                Path file = directory.resolve(name).normalize();
                Files.createDirectories(file.getParent());
                Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
                Files.setLastModifiedTime(file, FileTime.from(modified));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        void delete(String name) {
            try {
                Files.delete(directory.resolve(name));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        String read(String name) throws IOException {
            return Files.readString(directory.resolve(name).normalize(), StandardCharsets.ISO_8859_1);
        }

        void rename(String name) {
            try {
                Files.move(directory, directory.resolveSibling(name));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        String readMessage(String name) {
            try {
                return read(name);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        List<String> names() {
            return store.names("inbox/a.example/ken/inbox");
        }

        boolean has(String name) {
            return Files.exists(directory.resolve(name).normalize());
        }
    }

    static Stream<Damage> damages() {
        return Stream.of(
                damage("no uid", inbox -> inbox.delete("uid"), "uid = 6"),
                damage("uid behind", inbox -> inbox.file("uid", "3"), "uid = 6"),
                damage("uid no number", inbox -> inbox.file("uid", "abc"), "uid = 6"),
                damage("empty uid", inbox -> inbox.file("uid", ""), "uid = 6"),
                damage(
                        "two messages with one UID",
                        inbox -> inbox.file("0000000005-000010.MSG", MAIL + "other\r\n", OLDER),
                        "0000000005-000010.MSG",
                        "0000000006-000000.MSG",
                        "uid = 7"),
                damage(
                        "one message under two names",
                        inbox -> inbox.file("0000000005-000110.MSG", inbox.readMessage("0000000005-000000.MSG")),
                        "0000000005-000000.MSG",
                        "!0000000005-000110.MSG",
                        "uid = 6"),
                damage(
                        "no message's name",
                        inbox -> {
                            inbox.file("letter.MSG", MAIL);
                            inbox.file("B0000000009.msg", MAIL, OLDER);
                        },
                        "0000000006-100000.MSG",
                        "0000000007-100000.MSG",
                        "!letter.MSG",
                        "uid = 8"),
                damage(
                        "unknown status digits",
                        inbox -> inbox.file("0000000003-021970.MSG", MAIL),
                        "0000000003-021000.MSG",
                        "uid = 6"),
                damage(
                        "unknown status digits of a UID that was never given",
                        inbox -> inbox.file("4294967290-000070.MSG", MAIL),
                        "0000000006-000000.MSG",
                        "uid = 7"),
                damage("nothing in a badly named file", inbox -> inbox.file("x.MSG", ""), "!x.MSG", "uid = 6"),
                damage(
                        "a change of flags cut short",
                        inbox -> inbox.file("0000000002-000010.~SG", MAIL),
                        "0000000002-000010.MSG",
                        "uid = 6"),
                damage(
                        "a change of flags cut short when it was done",
                        inbox -> inbox.file("~0000000005-100000.MSG", inbox.readMessage("0000000005-000000.MSG")),
                        "0000000005-000000.MSG",
                        "!~0000000005-100000.MSG"),
                damage(
                        "a left-over of another message",
                        inbox -> inbox.file("0000000005-000010.~SG", MAIL + "third\r\n"),
                        "0000000005-000000.MSG",
                        "0000000006-000010.MSG",
                        "uid = 7"),
                damage(
                        "an append cut short",
                        inbox -> inbox.file("0000000006-000000.$SG", "Subj"),
                        "!0000000006-000000.$SG"),
                damage("an empty message", inbox -> inbox.file("0000000004-000000.MSG", ""), "!0000000004-000000.MSG"),
                damage(
                        "line feeds alone",
                        inbox -> inbox.file("0000000005-000000.MSG", "Subject: x\n\n.a\r\n..b\n.\n"),
                        "0000000005-000000.MSG = Subject: x\r\n\r\n..a\r\n..b\r\n.\r\n"),
                damage(
                        "badly named, with line feeds alone",
                        inbox -> inbox.file("x.msg", "Subject: x\n\nb\n"),
                        "0000000006-100000.MSG = Subject: x\r\n\r\nb\r\n",
                        "uid = 7"),
                damage(
                        "line ends of both kinds",
                        inbox -> inbox.file("0000000005-000000.MSG", "Subject: x\r\n\r\na\nb\r\n"),
                        "0000000005-000000.MSG = Subject: x\r\n\r\na\r\nb\r\n"),
                damage(
                        "dots that are not doubled",
                        inbox -> inbox.file("0000000005-000000.MSG", "Subject: x\r\n\r\n.a\r\n.\r\nb\r\n"),
                        "0000000005-000000.MSG = Subject: x\r\n\r\n..a\r\n..\r\nb\r\n"),
                damage(
                        "a control file in upper case",
                        inbox -> inbox.file("../IMS.CTL", "[AutoForward]\r\nForwardTo=a@b.example\r\n"),
                        "../ims.ctl = [AutoForward]\r\nForwardTo=a@b.example\r\n",
                        "!../IMS.CTL"),
                damage("no apop.dat", inbox -> inbox.delete("../apop.dat"), "../apop.dat = kawa-no-oto\n"),
                damage("no size.ctl", inbox -> inbox.delete("../size.ctl"), "../size.ctl = 1000000"),
                damage(
                        "neither apop.dat nor size.ctl",
                        inbox -> {
                            inbox.delete("../apop.dat");
                            inbox.delete("../size.ctl");
                        },
                        "../apop.dat = kawa-no-oto\n",
                        "../size.ctl = 1000000"),
                damage(
                        "the list's path of another machine",
                        inbox -> {
                            inbox.file("../send.txt", "a@b.example\r\n");
                            inbox.file("../ims.ctl", "[AutoForward]\r\nForwardTo = file:C:\\mail\\x\\send.txt\r\n");
                        },
                        "../ims.ctl = [AutoForward]\r\nForwardTo = file:/mail/inbox/a.example/ken/send.txt\r\n"),
                damage(
                        "the same in upper case",
                        inbox -> {
                            inbox.file("../send.txt", "a@b.example\r\n");
                            inbox.file("../IMS.CTL", "[AutoForward]\r\nForwardTo=file:C:\\mail\\x\\send.txt\r\n");
                        },
                        "../ims.ctl = [AutoForward]\r\nForwardTo=file:/mail/inbox/a.example/ken/send.txt\r\n"),
                damage(
                        "sender.dat that forbids all",
                        inbox -> inbox.file("../sender.dat", "bad@b.example,-1"),
                        "../sender.dat = bad@b.example,-1\n*,0\n"),
                damage(
                        "the same in upper case",
                        inbox -> inbox.file("../Sender.Dat", "bad@b.example,-1\r\n"),
                        "../sender.dat = bad@b.example,-1\r\n*,0\r\n"),
                damage(
                        "no line for the null sender",
                        inbox -> inbox.file("../../../../effect.dat", "10.0.0.0/24\r\n#blank false\r\n"),
                        "../../../../effect.dat = 10.0.0.0/24\r\n#<> default\r\n#blank false\r\n"),
                damage(
                        "aliases twice",
                        inbox -> inbox.file(
                                "../../../../db/aliases.txt",
                                "a@a.example\tken@a.example\r\nb@a.example\tken@a.example\r\n"
                                        + "a@a.example\tken@a.example\r\nb@a.example\tken@a.example\r\n"),
                        "../../../../db/aliases.txt = a@a.example\tken@a.example\r\nb@a.example\tken@a.example\r\n"),
                damage("an INBOX in upper case", inbox -> inbox.rename("INBOX"), "../inbox/0000000001-000010.MSG"),
                damage(
                        "an INBOX in upper case, with more trouble in it",
                        inbox -> {
                            inbox.file("\u9001\u4fe1/uid", "1");
                            inbox.file("x.MSG", "Subject: x\n\nb\n");
                            inbox.rename("INBOX");
                        },
                        "../inbox/0000000006-100000.MSG = Subject: x\r\n\r\nb\r\n",
                        "../inbox/&kAFP4Q-/uid = 1"),
                damage("a temporary file", inbox -> inbox.file("uid.tmp", "9"), "!uid.tmp"),
                damage("an old lock", inbox -> inbox.file("$lockfile", ""), "!$lockfile"),
                damage("an old lock of the root", inbox -> inbox.file("../$lockfile", ""), "!../$lockfile"),
                damage(
                        "a left-over in the root",
                        inbox -> inbox.file("../~B0000000077.MSG", MAIL),
                        "../B0000000077.MSG"),
                damage(
                        "a left-over in the root of a name that is taken",
                        inbox -> {
                            inbox.file("../B0000000077.MSG", MAIL);
                            inbox.file("../~B0000000077.MSG", MAIL + "2\r\n");
                            inbox.file("../B0000000077.~SG", MAIL);
                        },
                        "../B0000000077.MSG = " + MAIL,
                        "../B0000000077-001.MSG",
                        "!../B0000000077.~SG"),
                damage(
                        "plain folder names",
                        inbox -> {
                            inbox.file("../\u9001\u4fe1/uid", "1");
                            inbox.file("../\u9001\u4fe1/\u6614/0000000001-000000.MSG", "Subject: old\n\nx\n");
                        },
                        "../&kAFP4Q-/&ZhQ-/0000000001-000000.MSG = Subject: old\r\n\r\nx\r\n",
                        "../&kAFP4Q-/&ZhQ-/uid = 2",
                        "!../\u9001\u4fe1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void curesWhatCanBeCured(Damage damage) throws IOException {
        try (TestStore store = store(Edition.BSD)
                .domain("a.example")
                .account("ken")
                .apop("kawa-no-oto")
                .sizeLimit(1_000_000)
                .mail("INBOX", uid(1), uid(5).flags("000000"))) {
            Inbox inbox = new Inbox(store, store.path("inbox/a.example/ken/inbox"));
            assertThat(Repaired.findings(store)).as("healthy").isEmpty();
            damage.done.accept(inbox);
            StoreTree damaged = store.tree();
            List<Finding> found = Repaired.findings(store);
            assertThat(found).isNotEmpty();
            RepairPlan plan = Repaired.plan(store);
            assertThat(store.tree()).as("a plan changes nothing").isEqualTo(damaged);
            String change = store.make(plan.change());
            assertThat(Repaired.findings(store)).as("silent").isEmpty();
            assertThat(Repaired.of(store).stillThere(plan)).isEmpty();
            assertThat(plan.left()).isEmpty();
            for (String after : damage.after) {
                requireAfter(inbox, after);
            }
            assertThat(Repaired.plan(store).change().steps())
                    .as("a second repair")
                    .isEmpty();
            store.undo(change);
            assertThat(store.tree()).as("undone").isEqualTo(damaged);
            assertThat(Repaired.findings(store)).isEqualTo(found);
        }
    }

    private static void requireAfter(Inbox inbox, String after) throws IOException {
        String[] parts = after.split(" = ", 2);
        if (parts.length == 2) {
            assertThat(inbox.read(parts[0])).as(parts[0]).isEqualTo(parts[1]);
        } else if (after.startsWith("!")) {
            assertThat(inbox.has(after.substring(1))).as(after).isFalse();
        } else {
            assertThat(inbox.has(after))
                    .as(after + " of " + new ArrayList<>(inbox.names()))
                    .isTrue();
        }
    }
}
