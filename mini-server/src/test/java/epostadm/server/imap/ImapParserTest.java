package epostadm.server.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import epostadm.server.imap.ImapCommand.FlagAction;
import epostadm.server.imap.ImapCommand.ListReturn;
import epostadm.server.imap.ImapCommand.ListSelection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImapParserTest {

    private static final MailboxName BOX = new MailboxName("box");

    static Stream<Arguments> good() {
        return Stream.of(
                Arguments.of("NOOP", new ImapCommand.Noop()),
                Arguments.of("noop", new ImapCommand.Noop()),
                Arguments.of("CLOSE", new ImapCommand.Close(true)),
                Arguments.of("UNSELECT", new ImapCommand.Close(false)),
                Arguments.of("LOGIN sato \"a \\\"b\\\\\"", new ImapCommand.Login("sato", "a \"b\\")),
                Arguments.of("LOGIN sa]to \"\"", new ImapCommand.Login("sa]to", "")),
                Arguments.of("LOGIN {4+}\r\nsato {3}\r\na b", new ImapCommand.Login("sato", "a b")),
                Arguments.of("LOGIN {0}\r\n {0+}\r\n", new ImapCommand.Login("", "")),
                Arguments.of("AUTHENTICATE plain", new ImapCommand.Authenticate("PLAIN", Optional.empty())),
                Arguments.of("AUTHENTICATE PLAIN =", new ImapCommand.Authenticate("PLAIN", Optional.of("="))),
                Arguments.of("ID NIL", new ImapCommand.Id(Map.of())),
                Arguments.of("ID ()", new ImapCommand.Id(Map.of())),
                Arguments.of(
                        "ID (\"name\" \"mutt\" \"os\" NIL)",
                        new ImapCommand.Id(Map.of("name", Optional.of("mutt"), "os", Optional.empty()))),
                Arguments.of("ENABLE condstore IMAP4rev2", new ImapCommand.Enable(List.of("CONDSTORE", "IMAP4REV2"))),
                Arguments.of("SELECT box", new ImapCommand.Select(BOX, false, false, Optional.empty())),
                Arguments.of(
                        "EXAMINE \"&MMYwuTDI-\"",
                        new ImapCommand.Select(new MailboxName("テスト"), true, false, Optional.empty())),
                Arguments.of("SELECT box (CONDSTORE)", new ImapCommand.Select(BOX, false, true, Optional.empty())),
                Arguments.of(
                        "SELECT box (QRESYNC (67890007 90060115194045000 41:211,214:541))",
                        new ImapCommand.Select(
                                BOX,
                                false,
                                false,
                                Optional.of(new ImapCommand.Qresync(
                                        67890007L,
                                        90060115194045000L,
                                        Optional.of(set("41:211,214:541")),
                                        Optional.empty())))),
                Arguments.of(
                        "SELECT box (QRESYNC (1 2 (5,10 20,25)) CONDSTORE)",
                        new ImapCommand.Select(
                                BOX,
                                false,
                                true,
                                Optional.of(new ImapCommand.Qresync(
                                        1,
                                        2,
                                        Optional.empty(),
                                        Optional.of(new ImapCommand.SequenceMatch(set("5,10"), set("20,25"))))))),
                Arguments.of("CREATE box/", new ImapCommand.Create(new MailboxName("box/"), List.of())),
                Arguments.of("CREATE box (USE (\\sent \\X))", new ImapCommand.Create(BOX, List.of("\\Sent", "\\X"))),
                Arguments.of("CREATE box (USE ())", new ImapCommand.Create(BOX, List.of())),
                Arguments.of("RENAME box a&-b", new ImapCommand.Rename(BOX, new MailboxName("a&b"))),
                Arguments.of("DELETE a&b", new ImapCommand.Delete(new MailboxName("a&b", false))),
                Arguments.of(
                        "LIST \"\" *",
                        new ImapCommand.Listing("", List.of("*"), ListSelection.NONE, ListReturn.NONE, false)),
                Arguments.of(
                        "LIST \"\" \"\"",
                        new ImapCommand.Listing("", List.of(""), ListSelection.NONE, ListReturn.NONE, false)),
                Arguments.of(
                        "LIST () \"\" %",
                        new ImapCommand.Listing("", List.of("%"), ListSelection.NONE, ListReturn.NONE, true)),
                Arguments.of(
                        "LIST a (b% {1}\r\nc) RETURN (CHILDREN STATUS (MESSAGES SIZE) SUBSCRIBED)",
                        new ImapCommand.Listing(
                                "a",
                                List.of("b%", "c"),
                                ListSelection.NONE,
                                new ListReturn(true, true, false, List.of(StatusItem.MESSAGES, StatusItem.SIZE)),
                                true)),
                Arguments.of(
                        "LIST (RECURSIVEMATCH SUBSCRIBED) \"\" \"*\"",
                        new ImapCommand.Listing(
                                "", List.of("*"), new ListSelection(true, false, true, false), ListReturn.NONE, true)),
                Arguments.of("LSUB \"\" %", new ImapCommand.Lsub("", "%")),
                Arguments.of(
                        "STATUS box (uidnext DELETED-STORAGE)",
                        new ImapCommand.Status(BOX, List.of(StatusItem.UIDNEXT, StatusItem.DELETED_STORAGE))),
                Arguments.of("UID EXPUNGE 1:*,7", new ImapCommand.Expunge(Optional.of(set("1:*,7")))),
                Arguments.of(
                        "STORE 2 +FLAGS (\\sEEN kw \\Seen KW)",
                        new ImapCommand.Store(
                                set("2"), false, FlagAction.ADD, false, List.of("\\Seen", "kw"), OptionalLong.empty())),
                Arguments.of(
                        "STORE * FLAGS ()",
                        new ImapCommand.Store(
                                set("*"), false, FlagAction.REPLACE, false, List.of(), OptionalLong.empty())),
                Arguments.of(
                        "UID STORE $ (UNCHANGEDSINCE 0) -flags.silent $Forwarded",
                        new ImapCommand.Store(
                                set("$"), true, FlagAction.REMOVE, true, List.of("$Forwarded"), OptionalLong.of(0))),
                Arguments.of("UID MOVE 3:1 box", new ImapCommand.Copy(set("3:1"), true, BOX, true)),
                Arguments.of(
                        "APPEND box {5}\r\nhello",
                        new ImapCommand.Append(BOX, List.of(message(List.of(), Optional.empty(), false, "hello")))),
                Arguments.of(
                        "APPEND box (\\Draft) \" 1-Feb-2026 09:05:00 +0900\" ~{2+}\r\n\0\u00ff",
                        new ImapCommand.Append(
                                BOX,
                                List.of(message(
                                        List.of("\\Draft"),
                                        Optional.of(OffsetDateTime.parse("2026-02-01T09:05:00+09:00")),
                                        true,
                                        "\0\u00ff")))),
                Arguments.of(
                        "APPEND box {1}\r\na () {1+}\r\nb",
                        new ImapCommand.Append(
                                BOX,
                                List.of(
                                        message(List.of(), Optional.empty(), false, "a"),
                                        message(List.of(), Optional.empty(), false, "b")))),
                Arguments.of(
                        "APPEND box CATENATE (URL \"/INBOX/;UID=20\" TEXT {1+}\r\na)",
                        new ImapCommand.Append(
                                BOX,
                                List.of(new NewMessage(
                                        List.of(),
                                        Optional.empty(),
                                        false,
                                        List.of(
                                                new NewMessage.Piece.Url("/INBOX/;UID=20"),
                                                new NewMessage.Piece.Text(new ScriptedSource.Kept("a"))))))),
                Arguments.of(
                        "REPLACE * box {1}\r\na",
                        new ImapCommand.Replace(
                                set("*"), false, BOX, message(List.of(), Optional.empty(), false, "a"))),
                Arguments.of("CANCELUPDATE \"a\" \"b\"", new ImapCommand.CancelUpdate(List.of("a", "b"))),
                Arguments.of("SETQUOTA \"\" (STORAGE 512)", new ImapCommand.SetQuota("")),
                Arguments.of(
                        "NOTIFY SET STATUS (selected MessageNew (UID) MessageExpunge)",
                        new ImapCommand.Notify(Optional.of(new NotifyEvents(
                                true,
                                List.of(new NotifyEvents.Group(
                                        new NotifyEvents.Filter.Selected(false),
                                        Optional.of(List.of(FetchItem.Plain.UID)),
                                        true,
                                        false,
                                        false,
                                        false)))))),
                Arguments.of("NOTIFY NONE", new ImapCommand.Notify(Optional.empty())),
                Arguments.of(
                        "NOTIFY SET (personal NONE)",
                        new ImapCommand.Notify(Optional.of(new NotifyEvents(
                                false,
                                List.of(new NotifyEvents.Group(
                                        new NotifyEvents.Filter.Personal(),
                                        Optional.empty(),
                                        false,
                                        false,
                                        false,
                                        false)))))));
    }

    private static NewMessage message(
            List<String> flags, Optional<OffsetDateTime> date, boolean binary, String octets) {
        return new NewMessage(flags, date, binary, List.of(new NewMessage.Piece.Text(new ScriptedSource.Kept(octets))));
    }

    static SequenceSet set(String text) {
        return SequenceSet.parse(text).orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("good")
    void readsEveryCommand(String said, ImapCommand expected) throws Exception {
        assertThat(parse(said, ImapMode.REV1)).isEqualTo(new ImapRequest("a1", expected));
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of("", "missing command"),
                Arguments.of(" NOOP", "missing command"),
                Arguments.of("XYZZY", "unknown command"),
                Arguments.of("UID NOOP", "unknown command"),
                Arguments.of("UID", "space expected"),
                Arguments.of("NOOP ", "too many arguments"),
                Arguments.of("NOOP 1", "too many arguments"),
                Arguments.of("LOGIN sato", "space expected"),
                Arguments.of("LOGIN sato ", "missing password"),
                Arguments.of("LOGIN sato  x", "missing password"),
                Arguments.of("LOGIN sato x y", "too many arguments"),
                Arguments.of("LOGIN sato \"x", "quoted string without end"),
                Arguments.of("LOGIN sato \"x\\", "quoted string without end"),
                Arguments.of("LOGIN sato \"\\x\"", "bad escape"),
                Arguments.of("LOGIN sato \"\0\"", "control character"),
                Arguments.of("LOGIN sato x\0", "too many arguments"),
                Arguments.of("LOGIN sato \"\u00e9\"", "password is not UTF-8"),
                Arguments.of("LOGIN sato {1+}\r\n\0", "null in a literal"),
                Arguments.of("LOGIN sato {1+}\r\n\u00e9", "password is not UTF-8"),
                Arguments.of("LOGIN sato ~{1+}\r\na", "too many arguments"),
                Arguments.of("LOGIN sato {999999}", "literal too large"),
                Arguments.of("LOGIN sato {99999999999999999999999}", "bad password"),
                Arguments.of("LOGIN sato {1 }", "bad password"),
                Arguments.of("AUTHENTICATE PLAIN a=b", "bad initial response"),
                Arguments.of("ID", "space expected"),
                Arguments.of("ID \"a\"", "fields expected"),
                Arguments.of("ID (\"a\")", "space expected"),
                Arguments.of("ENABLE", "space expected"),
                Arguments.of("SELECT", "space expected"),
                Arguments.of("SELECT a b", "'(' expected"),
                Arguments.of("SELECT b*x", "too many arguments"),
                Arguments.of("SELECT a (X)", "unknown parameter"),
                Arguments.of("SELECT a (QRESYNC (0 1))", "bad UIDVALIDITY"),
                Arguments.of("SELECT a (QRESYNC (1 1 1:*))", "bad sequence set"),
                Arguments.of("SELECT a (QRESYNC (1 1 $))", "bad sequence set"),
                Arguments.of("CREATE a (USE (Sent))", "'\\' expected"),
                Arguments.of("LIST \"\"", "space expected"),
                Arguments.of("LIST (RECURSIVEMATCH) \"\" *", "RECURSIVEMATCH goes with SUBSCRIBED"),
                Arguments.of("LIST (X) \"\" *", "unknown option"),
                Arguments.of("LIST \"\" * RETURN (X)", "unknown option"),
                Arguments.of("LIST \"\" ()", "missing pattern"),
                Arguments.of("STATUS a ()", "missing item"),
                Arguments.of("STATUS a (X)", "unknown item"),
                Arguments.of("FETCH 0 FLAGS", "bad sequence set"),
                Arguments.of("FETCH 1:0 FLAGS", "bad sequence set"),
                Arguments.of("FETCH 01 FLAGS", "bad sequence set"),
                Arguments.of("FETCH 1, FLAGS", "bad sequence set"),
                Arguments.of("FETCH 1:2:3 FLAGS", "bad sequence set"),
                Arguments.of("FETCH 4294967296 FLAGS", "bad sequence set"),
                Arguments.of("FETCH $,1 FLAGS", "bad sequence set"),
                Arguments.of("STORE 1 FLAGS (\\Recent)", "unknown system flag"),
                Arguments.of("STORE 1 FLAGS (\\Seenn)", "unknown system flag"),
                Arguments.of("STORE 1 FLAGS", "space expected"),
                Arguments.of("STORE 1 FLAGS (a", "')' expected"),
                Arguments.of("STORE 1 FLAGS (a  b)", "missing flag"),
                Arguments.of("STORE 1 XFLAGS (a)", "FLAGS expected"),
                Arguments.of("STORE 1 (UNCHANGEDSINCE 9223372036854775808) FLAGS ()", "bad mod-sequence"),
                Arguments.of("APPEND a", "space expected"),
                Arguments.of("APPEND a (\\Recent) {1+}\r\nx", "unknown system flag"),
                Arguments.of("APPEND a \"30-Feb-2026 00:00:00 +0000\" {1+}\r\nx", "no such date and time"),
                Arguments.of("APPEND a \"1-Feb-2026 00:00 +0000\" {1+}\r\nx", "bad date and time"),
                Arguments.of("APPEND a \"x\"", "bad date and time"),
                Arguments.of("APPEND a UTF8 (~{1+}\r\nx)", "UTF8=ACCEPT is not enabled"),
                Arguments.of("APPEND a CATENATE ()", "missing piece"),
                Arguments.of("APPEND a CATENATE (TEXT a)", "literal expected"),
                Arguments.of("REPLACE 1:2 a {1+}\r\nx", "one message is replaced"),
                Arguments.of("CANCELUPDATE a", "bad tag"),
                Arguments.of("NOTIFY SET", "space expected"),
                Arguments.of("NOTIFY SET STATUS", "space expected"),
                Arguments.of(
                        "NOTIFY SET (selected (MessageNew))", "MessageNew, MessageExpunge and FlagChange go together"),
                Arguments.of(
                        "NOTIFY SET (selected (FlagChange))", "MessageNew, MessageExpunge and FlagChange go together"),
                Arguments.of("NOTIFY SET (selected (MailboxName))", "not of the selected mailbox, or of it alone"),
                Arguments.of(
                        "NOTIFY SET (inboxes (MessageNew (UID) MessageExpunge))",
                        "not of the selected mailbox, or of it alone"),
                Arguments.of("NOTIFY SET (selected NONE) (selected-delayed NONE)", "SELECTED twice"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void saysWhatIsWrong(String said, String expected) {
        assertThatThrownBy(() -> parse(said, ImapMode.REV1)).isInstanceOfSatisfying(ImapSyntaxException.class, e -> {
            assertThat(e.getMessage()).isEqualTo(expected);
            assertThat(e.response()).hasToString("a1 BAD " + expected);
            assertThat(e.lost()).isFalse();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+a NOOP", "a+ NOOP", "(a NOOP", "\"a\" NOOP", "\u00e9 NOOP"})
    void knowsNoTagWhereThereIsNone(String line) {
        ImapParser parser = new ImapParser(ScriptedSource.of(line + "\r\n"), ImapBounds.STANDARD);
        assertThatThrownBy(parser::request)
                .isInstanceOfSatisfying(
                        ImapSyntaxException.class,
                        e -> assertThat(e.response())
                                .asString()
                                .startsWith(line.startsWith("a") ? "a BAD " : "* BAD "));
    }

    @Test
    void readsNamesAsUtf8WhereItIsEnabled() throws Exception {
        ImapMode rev2 = new ImapMode(true, false, false);
        String name = new String("日本 &-".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(parse("DELETE \"" + name + "\"", rev2).command())
                .isEqualTo(new ImapCommand.Delete(new MailboxName("日本 &-")));
        // RFC 6855 section 3: those that know UTF8=ACCEPT should take it in any case.
        assertThat(parse("DELETE \"" + name + "\"", ImapMode.REV1).command())
                .isEqualTo(new ImapCommand.Delete(new MailboxName("日本 &-")));
    }

    @Test
    void appendsUtf8WhereItIsEnabled() throws Exception {
        ImapMode utf8 = new ImapMode(false, true, false);
        assertThat(parse("APPEND box UTF8 (~{1+}\r\n\u00ff)", utf8).command())
                .isEqualTo(new ImapCommand.Append(BOX, List.of(message(List.of(), Optional.empty(), false, "\u00ff"))));
        assertThatThrownBy(() -> parse("SEARCH CHARSET UTF-8 ALL", utf8))
                .isInstanceOf(ImapSyntaxException.class)
                .hasMessage("no CHARSET after UTF8=ACCEPT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FETCH 1 FLAGS",
                "STORE 1 FLAGS ()",
                "COPY 1 a",
                "MOVE 1 a",
                "SEARCH ALL",
                "REPLACE 1 a {1+}\r\nx",
                "UID SEARCH 1:2",
                "UID SEARCH NOT (ALL 1:2)",
                "SELECT a (QRESYNC (1 1 1 (1 1)))"
            })
    void wantsUidsAloneWhereThatIsEnabled(String said) {
        assertRefused(said, new ImapMode(false, false, true), ImapRefusal.UID_REQUIRED);
    }

    @Test
    void refusesEventsAndCharsetsThatItDoesNotKnow() {
        assertRefused("NOTIFY SET (inboxes (ServerMetadataChange))", ImapMode.REV1, ImapRefusal.BAD_EVENT);
        assertRefused("SEARCH CHARSET x-klingon ALL", ImapMode.REV1, ImapRefusal.BAD_CHARSET);
        assertRefused("SORT (DATE) x-klingon ALL", ImapMode.REV1, ImapRefusal.BAD_CHARSET);
        assertRefused("SEARCH RETURN (SAVE) CHARSET x-klingon ALL", ImapMode.REV1, ImapRefusal.BAD_CHARSET_SAVING);
        assertRefused("SORT RETURN (COUNT) (DATE) x-klingon ALL", ImapMode.REV1, ImapRefusal.BAD_CHARSET);
    }

    private static void assertRefused(String said, ImapMode mode, ImapRefusal refusal) {
        assertThatThrownBy(() -> parse(said, mode))
                .isInstanceOfSatisfying(
                        ImapRefusedException.class, e -> assertThat(e.refusal()).isEqualTo(refusal));
    }

    @Test
    void doesNotShowPasswords() throws Exception {
        assertThat(parse("LOGIN sato himitsu", ImapMode.REV1).toString()).doesNotContain("himitsu");
        assertThat(parse("AUTHENTICATE PLAIN AGEAYg==", ImapMode.REV1).toString())
                .doesNotContain("AGEAYg==");
    }

    private static ImapRequest parse(String said, ImapMode mode)
            throws IOException, ImapSyntaxException, ImapRefusedException {
        ImapParser parser = new ImapParser(ScriptedSource.of("a1 " + said + "\r\n"), ImapBounds.STANDARD);
        parser.mode(mode);
        return parser.request();
    }
}
