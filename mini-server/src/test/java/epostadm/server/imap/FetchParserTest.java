package epostadm.server.imap;

import static epostadm.server.imap.ImapParserTest.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import epostadm.server.imap.FetchItem.Body;
import epostadm.server.imap.FetchItem.Partial;
import epostadm.server.imap.FetchItem.Plain;
import epostadm.server.imap.FetchItem.Section;
import epostadm.server.imap.FetchItem.Text;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FetchParserTest {

    static Stream<Arguments> good() {
        return Stream.of(
                items("FAST", Plain.FLAGS, Plain.INTERNALDATE, Plain.RFC822_SIZE),
                items("all", Plain.FLAGS, Plain.INTERNALDATE, Plain.RFC822_SIZE, Plain.ENVELOPE),
                items("FULL", Plain.FLAGS, Plain.INTERNALDATE, Plain.RFC822_SIZE, Plain.ENVELOPE, Plain.BODY),
                items("UID", Plain.UID),
                items("(UID rfc822.size)", Plain.UID, Plain.RFC822_SIZE),
                items("(RFC822 RFC822.HEADER RFC822.TEXT)", Plain.RFC822, Plain.RFC822_HEADER, Plain.RFC822_TEXT),
                items(
                        "(MODSEQ EMAILID THREADID SAVEDATE)",
                        Plain.MODSEQ,
                        Plain.EMAILID,
                        Plain.THREADID,
                        Plain.SAVEDATE),
                items("BODYSTRUCTURE", Plain.BODYSTRUCTURE),
                items("BODY[]", new Body(Section.WHOLE, false, Optional.empty())),
                items("BODY.PEEK[]<0.2048>", new Body(Section.WHOLE, true, Optional.of(new Partial(0, 2048)))),
                items("body[text]", body(new Text.Body())),
                items("BODY[HEADER]", body(new Text.Header())),
                items("BODY[1]", body(new Text.All(), 1)),
                items("BODY[4.2.HEADER]", body(new Text.Header(), 4, 2)),
                items("BODY[1.MIME]", body(new Text.Mime(), 1)),
                items("BODY[HEADER.FIELDS (DATE From)]", body(new Text.HeaderFields(List.of("DATE", "From"), false))),
                items(
                        "BODY[2.HEADER.FIELDS.NOT (\"X-A\" {1+}\r\nb)]",
                        body(new Text.HeaderFields(List.of("X-A", "b"), true), 2)),
                items(
                        "BINARY.PEEK[1.2]<5.6>",
                        new FetchItem.Binary(List.of(1, 2), true, Optional.of(new Partial(5, 6)))),
                items("BINARY[]", new FetchItem.Binary(List.of(), false, Optional.empty())),
                items("BINARY.SIZE[3]", new FetchItem.BinarySize(List.of(3))),
                items("PREVIEW", new FetchItem.Preview(false)),
                items("(PREVIEW (LAZY) UID)", new FetchItem.Preview(true), Plain.UID));
    }

    private static Arguments items(String said, FetchItem... items) {
        return Arguments.of(said, List.of(items));
    }

    private static FetchItem body(Text text, Integer... part) {
        return new Body(new Section(List.of(part), text), false, Optional.empty());
    }

    @ParameterizedTest
    @MethodSource("good")
    void readsEveryItem(String said, List<FetchItem> expected) throws Exception {
        assertThat(parse("FETCH 1:* " + said))
                .isEqualTo(new ImapCommand.Fetch(
                        set("1:*"), false, expected, OptionalLong.empty(), false, Optional.empty()));
    }

    @Test
    void readsModifiers() throws Exception {
        assertThat(parse("UID FETCH 1:* FLAGS (CHANGEDSINCE 12345 VANISHED PARTIAL -1:-30)"))
                .isEqualTo(new ImapCommand.Fetch(
                        set("1:*"),
                        true,
                        List.of(Plain.FLAGS),
                        OptionalLong.of(12345),
                        true,
                        Optional.of(new PartialRange(-1, -30))));
        assertThat(parse("FETCH 1 PREVIEW (CHANGEDSINCE 5)"))
                .isEqualTo(new ImapCommand.Fetch(
                        set("1"),
                        false,
                        List.of(new FetchItem.Preview(false)),
                        OptionalLong.of(5),
                        false,
                        Optional.empty()));
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of("FETCH 1", "space expected"),
                Arguments.of("FETCH 1 ()", "missing item"),
                Arguments.of("FETCH 1 X", "unknown item"),
                Arguments.of("FETCH 1 (FAST)", "unknown item"),
                Arguments.of("FETCH 1 FLAGS UID", "'(' expected"),
                Arguments.of("FETCH 1 (FLAGS UID", "')' expected"),
                Arguments.of("FETCH 1 BODY.PEEK", "'[' expected"),
                Arguments.of("FETCH 1 BODY[", "missing section"),
                Arguments.of("FETCH 1 BODY[X]", "unknown section"),
                Arguments.of("FETCH 1 BODY[MIME]", "MIME of no part"),
                Arguments.of("FETCH 1 BODY[0]", "bad part number"),
                Arguments.of("FETCH 1 BODY[1.]", "missing part number"),
                Arguments.of("FETCH 1 BODY[1..2]", "unknown section"),
                Arguments.of("FETCH 1 BODY[HEADER.FIELDS ()]", "missing field name"),
                Arguments.of("FETCH 1 BODY[]<1>", "'.' expected"),
                Arguments.of("FETCH 1 BODY[]<0.0>", "bad length"),
                Arguments.of("FETCH 1 BINARY[1.TEXT]", "']' expected"),
                Arguments.of("FETCH 1 (PREVIEW (X))", "missing item"),
                Arguments.of("FETCH 1 FLAGS (X)", "unknown modifier"),
                Arguments.of("FETCH 1 FLAGS (CHANGEDSINCE)", "space expected"),
                Arguments.of(
                        "FETCH 1 FLAGS (CHANGEDSINCE 1 VANISHED)", "VANISHED goes with UID FETCH and CHANGEDSINCE"),
                Arguments.of("UID FETCH 1 FLAGS (VANISHED)", "VANISHED goes with UID FETCH and CHANGEDSINCE"),
                Arguments.of("FETCH 1 FLAGS (PARTIAL 1:2)", "PARTIAL goes with UID FETCH"),
                Arguments.of("UID FETCH 1 FLAGS (PARTIAL 1:-2)", "bad range"),
                Arguments.of("UID FETCH 1 FLAGS (PARTIAL 0:2)", "bad range"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void saysWhatIsWrong(String said, String expected) {
        assertThatThrownBy(() -> parse(said))
                .isInstanceOf(ImapSyntaxException.class)
                .hasMessage(expected);
    }

    static ImapCommand parse(String said) throws Exception {
        return new ImapParser(ScriptedSource.of("a " + said + "\r\n"), ImapBounds.STANDARD)
                .request()
                .command();
    }
}
