package epostadm.server.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Pop3ReplyTest {

    @Test
    void writesEachKindOfReply() {
        assertThat(said(new Pop3Reply.Ok(""))).isEqualTo("+OK\r\n");
        assertThat(said(new Pop3Reply.Ok("2 320"))).isEqualTo("+OK 2 320\r\n");
        assertThat(said(Pop3Refusal.NO_SUCH_MESSAGE.reply())).isEqualTo("-ERR no such message\r\n");
        assertThat(said(Pop3Refusal.LOGON_OVERLAP.reply())).isEqualTo("-ERR [IN-USE] logon overlap\r\n");
        assertThat(said(new Pop3Reply.Challenge(""))).isEqualTo("+ \r\n");
        assertThat(said(new Pop3Reply.Listing("", List.of()))).isEqualTo("+OK\r\n.\r\n");
        assertThat(said(new Pop3Reply.Listing("x", List.of("1 a", ".2")))).isEqualTo("+OK x\r\n1 a\r\n..2\r\n.\r\n");
    }

    @ParameterizedTest
    @EnumSource(Pop3Refusal.class)
    void everyRefusalIsOneLine(Pop3Refusal refusal) {
        assertThat(said(refusal.reply())).matches("-ERR (\\[[A-Z/-]+] )?[a-zA-Z0-9, ]+\r\n");
    }

    @Test
    void capabilitiesFollowTheState() {
        String before = said(new Capabilities(false, true, false, List.of("SCRAM-SHA-256")).reply());
        assertThat(before)
                .contains("\r\nSTLS\r\n", "\r\nSASL SCRAM-SHA-256\r\n")
                .doesNotContain("USER\r\nSASL");
        assertThat(before).doesNotContain("IMPLEMENTATION");
        String after = said(new Capabilities(true, true, true, List.of()).reply());
        assertThat(after)
                .contains("\r\nUSER\r\n", "\r\nIMPLEMENTATION epostadm\r\n")
                .doesNotContain("STLS", "SASL");
    }

    private static String said(Pop3Reply reply) {
        return new String(reply.bytes(), StandardCharsets.UTF_8);
    }
}
