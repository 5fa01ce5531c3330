package epostadm.server.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Literals, and where a command ends that cannot be read: RFC 7888 sections 4 and 5.
class CommandTextTest {

    private static final ImapBounds SMALL = new ImapBounds(100, 50, 5, 1000, 10);

    @Test
    void asksForALiteralThatHasToBeAskedFor() throws Exception {
        ScriptedSource source = ScriptedSource.of("a LOGIN {1}\r\nx {1+}\r\ny\r\n");
        parser(source).request();
        assertThat(source.asked()).isOne();
    }

    /// Each is followed by a good command, without the literals that are asked for in vain.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a XYZZY",
                "a XYZZY {3}",
                "a XYZZY {3+}\r\nabc",
                "a XYZZY {3+}\r\nabc {4+}\r\ndefg x",
                "a XYZZY {3+}\r\nabc {4}",
                "a LOGIN {1+}\r\na {999}",
                "a LOGIN {1+}\r\na {10+}\r\n0123456789 {1+}\r\nb",
                "a LOGIN {11+}\r\n0123456789a b",
                "a LOGIN x \"y {3+}\r\nabc",
                "a XYZZY {8+}\r\nb NOOP\r\n",
                "a XYZZY ~{3+}\r\nabc",
                "a XYZZY {3+}\r\n\r\n{ {1+}\r\nx",
                "a SEARCH CHARSET x-klingon TEXT {3+}\r\nabc",
                "a SEARCH CHARSET x-klingon TEXT {3}",
                "( {3+}\r\nabc",
                "a NOOP xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
                        + "xxxxxxxxxxxxxxxx {3+}\r\nabc"
            })
    void readsOverTheRestOfABrokenCommand(String broken) throws Exception {
        ScriptedSource source = ScriptedSource.of(broken + "\r\nb NOOP\r\n");
        ImapParser parser = parser(source);
        assertThatThrownBy(parser::request).isInstanceOfAny(ImapSyntaxException.class, ImapRefusedException.class);
        assertThat(parser.request().tag()).isEqualTo("b");
        assertThat(source.asked()).isZero();
        assertThat(source.atEnd()).isTrue();
    }

    @Test
    void endsWhereALiteralIsTooLongToBeReadOver() {
        ScriptedSource source = ScriptedSource.of("a XYZZY {1001+}\r\n");
        assertThatThrownBy(parser(source)::request)
                .isInstanceOfSatisfying(
                        ImapSyntaxException.class, e -> assertThat(e.lost()).isTrue());
    }

    @Test
    void limitsLiteralsThatComeUnasked() {
        assertThatThrownBy(parser(ScriptedSource.of("a LOGIN a {11+}\r\n01234567890\r\n"))::request)
                .hasMessage("literal too large to come unasked");
        assertThatThrownBy(parser(ScriptedSource.of("a APPEND a {11+}\r\n01234567890\r\n"))::request)
                .hasMessage("literal too large to come unasked");
    }

    @Test
    void limitsLiteralsOfOneCommandTogether() throws Exception {
        String said = "LOGIN {25}\r\n" + "a".repeat(25) + " {25}\r\n" + "b".repeat(25) + "\r\n";
        ImapParser parser = parser(ScriptedSource.of("a " + said + "b " + said));
        parser.request();
        assertThat(parser.request().tag()).isEqualTo("b");
        assertThatThrownBy(parser(ScriptedSource.of("a LOGIN {25}\r\n" + "a".repeat(25) + " {26}\r\n"))::request)
                .hasMessage("literal too large");
    }

    @Test
    void asksForNoMessageThatIsTooBig() throws Exception {
        byte[] said = "a APPEND a {1001}\r\nb NOOP\r\n".getBytes(StandardCharsets.US_ASCII);
        ScriptedSource source = new ScriptedSource(said, 1000);
        ImapParser parser = parser(source);
        assertThatThrownBy(parser::request).isInstanceOf(ImapRefusedException.class);
        assertThat(parser.tag()).isEqualTo("a");
        assertThat(source.asked()).isZero();
        assertThat(parser.request().tag()).isEqualTo("b");
    }

    @Test
    void readsOnBehindAMessageThatCouldNotBeKept() throws Exception {
        ScriptedSource source = ScriptedSource.of("a APPEND a {1}\r\nx {2+}\r\nyz {3}\r\nb NOOP\r\n")
                .full();
        ImapParser parser = parser(source);
        assertThatThrownBy(parser::request)
                .isInstanceOfSatisfying(
                        ImapRefusedException.class, e -> assertThat(e.refusal()).isEqualTo(ImapRefusal.OVER_QUOTA));
        assertThat(parser.request().tag()).isEqualTo("b");
        assertThat(source.asked()).isOne();
    }

    @Test
    void refusesALineThatDoesNotEndAsLinesDo() throws Exception {
        ImapParser parser = parser(ScriptedSource.of("\na NOOP\nb LOGIN {1+}\r\nx y\nc NOOP\r\n"));
        assertThatThrownBy(parser::request)
                .isInstanceOfSatisfying(
                        ImapSyntaxException.class, e -> assertThat(e.lost()).isFalse());
        assertThatThrownBy(parser::request).hasMessage("line does not end in CRLF");
        assertThatThrownBy(parser::request).hasMessage("line does not end in CRLF");
        assertThat(parser.request().tag()).isEqualTo("c");
    }

    private static ImapParser parser(ImapSource source) {
        return new ImapParser(source, SMALL);
    }
}
