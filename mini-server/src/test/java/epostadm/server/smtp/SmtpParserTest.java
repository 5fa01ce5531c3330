package epostadm.server.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import epostadm.fixtures.Seeded;
import epostadm.server.smtp.MailParameters.Body;
import epostadm.server.smtp.MailParameters.Ret;
import epostadm.server.smtp.RcptParameters.Notify;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SmtpParserTest {

    private static final String LONG_LOCAL = "a".repeat(64);
    private static final String LONG_DOMAIN = ("d".repeat(60) + ".").repeat(3) + "jp";

    private static Arguments good(String line, SmtpCommand command) {
        return Arguments.of(line, command);
    }

    private static Arguments bad(String line, int code, String enhanced) {
        return Arguments.of(line, code, enhanced);
    }

    private static ReversePath sender(String localPart, String domain) {
        return new ReversePath.Sender(new SmtpAddress(localPart, domain));
    }

    private static ForwardPath recipient(String localPart, String domain) {
        return new ForwardPath.Recipient(new SmtpAddress(localPart, domain));
    }

    private static SmtpCommand mail(ReversePath from) {
        return new SmtpCommand.Mail(from, MailParameters.NONE);
    }

    private static SmtpCommand rcpt(ForwardPath to) {
        return new SmtpCommand.Rcpt(to, RcptParameters.NONE);
    }

    private static SmtpCommand mail(OptionalLong size, Body body, boolean utf8, String auth, Ret ret, String envid) {
        return new SmtpCommand.Mail(
                sender("a", "b.jp"),
                new MailParameters(
                        size,
                        Optional.ofNullable(body),
                        utf8,
                        Optional.ofNullable(auth),
                        Optional.ofNullable(ret),
                        Optional.ofNullable(envid)));
    }

    static Stream<Arguments> goodLines() {
        return Stream.of(
                good("HELO mail.example.jp", new SmtpCommand.Helo("mail.example.jp")),
                good("ehlo [192.0.2.1]", new SmtpCommand.Ehlo("[192.0.2.1]")),
                good("EHLO [IPv6:2001:db8::1]", new SmtpCommand.Ehlo("[IPv6:2001:db8::1]")),
                good("EHLO my_pc \t", new SmtpCommand.Ehlo("my_pc")),
                good("EHLO (\"x\")", new SmtpCommand.Ehlo("??x??")),
                good("LHLO a", new SmtpCommand.Lhlo("a")),
                good("MAIL FROM:<>", mail(new ReversePath.Nobody())),
                good("mail from:<a@b.jp>", mail(sender("a", "b.jp"))),
                good("MAIL FROM: <a@b.jp>  ", mail(sender("a", "b.jp"))),
                good("MAIL FROM:<A.b+c@B.JP>", mail(sender("A.b+c", "b.jp"))),
                good("MAIL FROM:<a@localhost>", mail(sender("a", "localhost"))),
                good("MAIL FROM:<a@[192.0.2.255]>", mail(sender("a", "[192.0.2.255]"))),
                good("MAIL FROM:<a@[IPv6:::1]>", mail(sender("a", "[ipv6:::1]"))),
                good("MAIL FROM:<\"a b\"@c.jp>", mail(sender("a b", "c.jp"))),
                good("MAIL FROM:<\"a\\\"\\\\@>b\"@c.jp>", mail(sender("a\"\\@>b", "c.jp"))),
                good("MAIL FROM:<\"plain\"@c.jp>", mail(sender("plain", "c.jp"))),
                good("MAIL FROM:<a..b.@docomo.example>", mail(sender("a..b.", "docomo.example"))),
                good("MAIL FROM:<@x.jp,@y.jp:a@b.jp>", mail(sender("a", "b.jp"))),
                good("MAIL FROM:<@[192.0.2.1]:a@b.jp>", mail(sender("a", "b.jp"))),
                good(
                        "MAIL FROM:<用户@例.jp> SMTPUTF8",
                        new SmtpCommand.Mail(
                                sender("用户", "例.jp"),
                                new MailParameters(
                                        OptionalLong.empty(),
                                        Optional.empty(),
                                        true,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty()))),
                good("MAIL FROM:<" + LONG_LOCAL + "@" + LONG_DOMAIN + ">", mail(sender(LONG_LOCAL, LONG_DOMAIN))),
                good("MAIL FROM:<a@b.jp> SIZE=12", mail(OptionalLong.of(12), null, false, null, null, null)),
                good(
                        "MAIL FROM:<a@b.jp> SIZE=99999999999999999999",
                        mail(OptionalLong.of(Long.MAX_VALUE), null, false, null, null, null)),
                good(
                        "MAIL FROM:<a@b.jp> body=8bitmime SMTPUTF8",
                        mail(OptionalLong.empty(), Body.EIGHT_BIT_MIME, true, null, null, null)),
                good(
                        "MAIL FROM:<a@b.jp>  BODY=7BIT  AUTH=<>",
                        mail(OptionalLong.empty(), Body.SEVEN_BIT, false, "<>", null, null)),
                good(
                        "MAIL FROM:<a@b.jp> AUTH=e+3Dmc2@b.jp RET=hdrs ENVID=QQ+2B1",
                        mail(OptionalLong.empty(), null, false, "e+3Dmc2@b.jp", Ret.HDRS, "QQ+2B1")),
                good("RCPT TO:<PostMaster>", rcpt(new ForwardPath.Postmaster())),
                good("rcpt to:<postmaster@b.jp>", rcpt(recipient("postmaster", "b.jp"))),
                good("RCPT TO:<@x.jp:a@b.jp>", rcpt(recipient("a", "b.jp"))),
                good(
                        "RCPT TO:<a@b.jp> NOTIFY=success,DELAY ORCPT=rfc822;a@b.jp",
                        new SmtpCommand.Rcpt(
                                recipient("a", "b.jp"),
                                new RcptParameters(
                                        Set.of(Notify.SUCCESS, Notify.DELAY), Optional.of("rfc822;a@b.jp")))),
                good(
                        "RCPT TO:<a@b.jp> NOTIFY=NEVER",
                        new SmtpCommand.Rcpt(
                                recipient("a", "b.jp"), new RcptParameters(Set.of(Notify.NEVER), Optional.empty()))),
                good(
                        "RCPT TO:<a@b.jp> ORCPT=utf-8;用@b.jp",
                        new SmtpCommand.Rcpt(
                                recipient("a", "b.jp"), new RcptParameters(Set.of(), Optional.of("utf-8;用@b.jp")))),
                good("DATA ", new SmtpCommand.Data()),
                good("BDAT 0", new SmtpCommand.Bdat(0, false)),
                good("bdat 86 last", new SmtpCommand.Bdat(86, true)),
                good("RSET", new SmtpCommand.Rset()),
                good("NOOP what ever", new SmtpCommand.Noop()),
                good("quit", new SmtpCommand.Quit()),
                good("VRFY user", new SmtpCommand.Vrfy("user")),
                good("EXPN staff", new SmtpCommand.Expn("staff")),
                good("HELP", new SmtpCommand.Help()),
                good("HELP MAIL", new SmtpCommand.Help()),
                good("AUTH login", new SmtpCommand.Auth("LOGIN", Optional.empty())),
                good("AUTH PLAIN =", new SmtpCommand.Auth("PLAIN", Optional.of("="))),
                good("AUTH SCRAM-SHA-256 biws", new SmtpCommand.Auth("SCRAM-SHA-256", Optional.of("biws"))),
                good("STARTTLS", new SmtpCommand.StartTls()));
    }

    @ParameterizedTest(name = "[{0}]")
    @MethodSource("goodLines")
    void readsACommand(String line, SmtpCommand command) throws Exception {
        assertThat(SmtpParser.parse(line.getBytes(StandardCharsets.UTF_8))).isEqualTo(command);
    }

    static Stream<Arguments> badLines() {
        return Stream.of(
                bad("", 500, "5.5.1"),
                bad(" HELO a", 500, "5.5.1"),
                bad("XYZZY", 500, "5.5.1"),
                bad("HELOa", 500, "5.5.1"),
                bad("GET / HTTP/1.1", 500, "5.5.1"),
                bad("HELO", 501, "5.5.4"),
                bad("EHLO ", 501, "5.5.4"),
                bad("EHLO my pc", 501, "5.5.4"),
                bad("EHLO " + "a".repeat(256), 501, "5.5.4"),
                bad("MAIL", 501, "5.5.4"),
                bad("MAIL TO:<a@b.jp>", 501, "5.5.4"),
                bad("MAIL FROM <a@b.jp>", 501, "5.5.4"),
                bad("MAIL FROM:", 501, "5.1.7"),
                bad("MAIL FROM:a@b.jp", 501, "5.1.7"),
                bad("MAIL FROM:<a>", 501, "5.1.7"),
                bad("MAIL FROM:<postmaster>", 501, "5.1.7"),
                bad("MAIL FROM:<@b.jp>", 501, "5.1.7"),
                bad("MAIL FROM:<a@>", 501, "5.1.7"),
                bad("MAIL FROM:<a@b.jp", 501, "5.1.7"),
                bad("MAIL FROM:< >", 501, "5.1.7"),
                bad("MAIL FROM:<a b@c.jp>", 501, "5.1.7"),
                bad("MAIL FROM:<a@b@c.jp>", 501, "5.1.7"),
                bad("MAIL FROM:<a@b..jp>", 501, "5.1.7"),
                bad("MAIL FROM:<a@b.jp.>", 501, "5.1.7"),
                bad("MAIL FROM:<a@-b.jp>", 501, "5.1.7"),
                bad("MAIL FROM:<a@" + "d".repeat(64) + ".jp>", 501, "5.1.7"),
                bad("MAIL FROM:<a@[256.0.0.1]>", 501, "5.1.7"),
                bad("MAIL FROM:<a@[192.0.2.1>", 501, "5.1.7"),
                bad("MAIL FROM:<a@[IPv6:xyz]>", 501, "5.1.7"),
                bad("MAIL FROM:<a@[IPv6:fe80::1%lo]>", 501, "5.1.7"),
                bad("MAIL FROM:<a@[tag:x]>", 501, "5.1.7"),
                bad("MAIL FROM:<\"\"@b.jp>", 501, "5.1.7"),
                bad("MAIL FROM:<\"a@b.jp>", 501, "5.1.7"),
                bad("MAIL FROM:<\"a\\", 501, "5.1.7"),
                bad("MAIL FROM:<" + LONG_LOCAL + "a@b.jp>", 501, "5.1.7"),
                bad("MAIL FROM:<\"" + "a".repeat(63) + "\"@b.jp>", 501, "5.1.7"),
                bad("MAIL FROM:<a@" + "d.".repeat(128) + "jp>", 501, "5.1.7"),
                bad("MAIL FROM:<" + LONG_LOCAL + "@" + LONG_DOMAIN + ".example.jp>", 501, "5.1.7"),
                bad("MAIL FROM:<@x.jp a@b.jp>", 501, "5.1.7"),
                bad("MAIL FROM:<a@b.jp>SIZE=1", 501, "5.5.4"),
                bad("MAIL FROM:<a@b.jp> SIZE", 501, "5.5.4"),
                bad("MAIL FROM:<a@b.jp> SIZE=", 501, "5.5.4"),
                bad("MAIL FROM:<a@b.jp> SIZE=-1", 501, "5.5.4"),
                bad("MAIL FROM:<a@b.jp> SIZE=1 SIZE=1", 501, "5.5.4"),
                bad("MAIL FROM:<a@b.jp> BODY=BINARYMIME", 501, "5.5.4"),
                bad("MAIL FROM:<a@b.jp> SMTPUTF8=yes", 501, "5.5.4"),
                bad("MAIL FROM:<a@b.jp> RET=ALL", 501, "5.5.4"),
                bad("MAIL FROM:<a@b.jp> ENVID=a+b", 501, "5.5.4"),
                bad("MAIL FROM:<a@b.jp> ENVID=" + "e".repeat(101), 501, "5.5.4"),
                bad("MAIL FROM:<a@b.jp> XYZZY=1", 555, "5.5.4"),
                bad("MAIL FROM:<a@b.jp> NOTIFY=NEVER", 555, "5.5.4"),
                bad("RCPT TO:", 501, "5.1.3"),
                bad("RCPT TO:<>", 501, "5.1.3"),
                bad("RCPT TO:<user>", 501, "5.1.3"),
                bad("RCPT FROM:<a@b.jp>", 501, "5.5.4"),
                bad("RCPT TO:<a@b.jp> NOTIFY=NEVER,DELAY", 501, "5.5.4"),
                bad("RCPT TO:<a@b.jp> NOTIFY=OFTEN", 501, "5.5.4"),
                bad("RCPT TO:<a@b.jp> ORCPT=a@b.jp", 501, "5.5.4"),
                bad("RCPT TO:<a@b.jp> ORCPT=rfc822;", 501, "5.5.4"),
                bad("RCPT TO:<a@b.jp> SIZE=1", 555, "5.5.4"),
                bad("DATA now", 501, "5.5.4"),
                bad("QUIT now", 501, "5.5.4"),
                bad("RSET now", 501, "5.5.4"),
                bad("STARTTLS now", 501, "5.5.4"),
                bad("BDAT", 501, "5.5.4"),
                bad("BDAT -1", 501, "5.5.4"),
                bad("BDAT 1 FIRST", 501, "5.5.4"),
                bad("BDAT 9999999999999999999", 501, "5.5.4"),
                bad("VRFY", 501, "5.5.4"),
                bad("EXPN", 501, "5.5.4"),
                bad("AUTH", 501, "5.5.4"),
                bad("AUTH PLAIN not*base64", 501, "5.5.4"),
                bad("AUTH PLAIN a b", 501, "5.5.4"),
                bad("MAIL FROM:<a\0@b.jp>", 500, "5.5.2"),
                bad("MAIL FROM:<a@b.jp>\nRCPT TO:<c@d.jp>", 500, "5.5.2"),
                bad("NOOP \r", 500, "5.5.2"),
                bad("MAIL FROM:<\"a\tb\"@b.jp>", 500, "5.5.2"));
    }

    @ParameterizedTest(name = "[{0}]")
    @MethodSource("badLines")
    void refusesWhatIsNoCommand(String line, int code, String enhanced) {
        SmtpSyntaxException refusal = catchThrowableOfType(
                SmtpSyntaxException.class, () -> SmtpParser.parse(line.getBytes(StandardCharsets.UTF_8)));
        assertThat(refusal).isNotNull();
        assertThat(refusal.reply().code()).isEqualTo(code);
        assertThat(refusal.reply().enhanced()).contains(enhanced);
        assertThat(refusal.outOfStep()).isEqualTo(line.startsWith("BDAT"));
    }

    @Test
    void refusesOctetsThatAreNoUtf8() {
        byte[] line = "MAIL FROM:<日本@b.jp>".getBytes(Charset.forName("windows-31j"));
        SmtpSyntaxException refusal = catchThrowableOfType(SmtpSyntaxException.class, () -> SmtpParser.parse(line));
        assertThat(refusal.reply()).isEqualTo(Replies.badCharacters());
    }

    @Test
    void takesAComputersNameInAnyCharacterSet() throws Exception {
        byte[] line = "EHLO 経理PC".getBytes(Charset.forName("windows-31j"));
        assertThat(SmtpParser.parse(line)).isEqualTo(new SmtpCommand.Ehlo("?o??PC"));
    }

    static Stream<Long> seeds() {
        return Seeded.seeds(300);
    }

    /// Any line is a command or a refusal, and an address that was read is written so that it reads the same.
    @ParameterizedTest
    @MethodSource("seeds")
    void answersToAnything(long seed) {
        Seeded seeded = Seeded.of(seed);
        String verb = seeded.oneOf(List.of("MAIL FROM:<", "RCPT TO:<", "MAIL FROM:<a@b.jp> ", "EHLO ", "BDAT ", ""));
        String tail = seeded.oneOf(List.of("", ">", "@b.jp>", "\"@b.jp>", "> SMTPUTF8"));
        byte[] line = seeded.chance(0.2)
                ? seeded.bytes(40)
                : (verb + seeded.awkwardText(12) + tail).getBytes(StandardCharsets.UTF_8);
        try {
            SmtpCommand command = SmtpParser.parse(line);
            if (command instanceof SmtpCommand.Mail(ReversePath.Sender(SmtpAddress address), var _)) {
                assertThat(SmtpAddress.parse(address.toString())).contains(address);
            }
        } catch (SmtpSyntaxException refusal) {
            assertThat(refusal.reply().code()).isIn(500, 501, 504, 555);
        }
    }
}
