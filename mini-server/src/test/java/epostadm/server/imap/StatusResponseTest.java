package epostadm.server.imap;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.server.imap.ResponseCode.Plain;
import epostadm.server.imap.StatusResponse.Condition;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class StatusResponseTest {

    static Stream<Arguments> codes() {
        return Stream.of(
                Arguments.of(Plain.TRYCREATE, "TRYCREATE"),
                Arguments.of(Plain.READ_ONLY, "READ-ONLY"),
                Arguments.of(Plain.UNKNOWN_CTE, "UNKNOWN-CTE"),
                Arguments.of(new ResponseCode.UidNext(4392), "UIDNEXT 4392"),
                Arguments.of(new ResponseCode.UidValidity(3857529045L), "UIDVALIDITY 3857529045"),
                Arguments.of(new ResponseCode.Unseen(12), "UNSEEN 12"),
                Arguments.of(new ResponseCode.HighestModSeq(715194045007L), "HIGHESTMODSEQ 715194045007"),
                Arguments.of(
                        new ResponseCode.PermanentFlags(List.of("\\Seen", "a"), true), "PERMANENTFLAGS (\\Seen a \\*)"),
                Arguments.of(new ResponseCode.PermanentFlags(List.of(), true), "PERMANENTFLAGS (\\*)"),
                Arguments.of(new ResponseCode.PermanentFlags(List.of(), false), "PERMANENTFLAGS ()"),
                Arguments.of(new ResponseCode.AppendUid(38505, NumberSet.of(3955, 3956)), "APPENDUID 38505 3955:3956"),
                Arguments.of(
                        new ResponseCode.CopyUid(38505, NumberSet.of(304, 319, 320), NumberSet.of(3956, 3957, 3958)),
                        "COPYUID 38505 304,319:320 3956:3958"),
                Arguments.of(new ResponseCode.BadCharset(List.of("US-ASCII", "UTF-8")), "BADCHARSET (US-ASCII UTF-8)"),
                Arguments.of(new ResponseCode.Capability(List.of("IMAP4rev1")), "CAPABILITY IMAP4rev1"),
                Arguments.of(new ResponseCode.Modified(NumberSet.of(7, 9)), "MODIFIED 7,9"),
                Arguments.of(new ResponseCode.MailboxId("F2212ea87"), "MAILBOXID (F2212ea87)"),
                Arguments.of(new ResponseCode.BadUrl("/a]b\r\n\u3042"), "BADURL /a?b???"),
                Arguments.of(new ResponseCode.NoUpdate("B\"2"), "NOUPDATE \"B\\\"2\""),
                Arguments.of(new ResponseCode.BadEvent(List.of("FlagChange")), "BADEVENT (FlagChange)"));
    }

    @ParameterizedTest
    @MethodSource("codes")
    void writesEveryCode(ResponseCode code, String expected) {
        assertThat(code.text()).isEqualTo(expected);
        assertThat(StatusResponse.ok("a", code, "done")).hasToString("a OK [" + expected + "] done");
    }

    @ParameterizedTest
    @EnumSource
    void writesPlainCodesAsAtoms(Plain code) {
        assertThat(code.text().chars()).allMatch(ImapReader::atomChar);
    }

    @Test
    void writesEveryCondition() {
        assertThat(StatusResponse.ok("a", "done")).hasToString("a OK done");
        assertThat(StatusResponse.bye("see you")).hasToString("* BYE see you");
        assertThat(StatusResponse.untagged(Condition.NO, Plain.ALERT, "hot")).hasToString("* NO [ALERT] hot");
        assertThat(ImapRefusal.TRY_CREATE.response("a")).hasToString("a NO [TRYCREATE] no such mailbox");
        assertThat(ImapRefusal.UID_REQUIRED.response("a")).asString().startsWith("a BAD [UIDREQUIRED] ");
        assertThat(ImapRefusal.badUrl("/x").response("a")).asString().startsWith("a NO [BADURL /x] ");
    }

    @Test
    void letsNoTextBreakTheLine() {
        assertThat(StatusResponse.ok("a", "b\r\n* BYE \u3042")).hasToString("a OK b??* BYE ?");
        ImapWriter writer = new ImapWriter().status(StatusResponse.ok("a", "x"));
        assertThat(CommandWriter.latin1(writer)).isEqualTo("a OK x\r\n");
    }
}
