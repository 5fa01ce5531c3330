package epostadm.server.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SmtpReplyTest {

    private static String wire(SmtpReply reply) {
        return new String(reply.bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void putsTheEnhancedCodeOnEveryLine() {
        assertThat(wire(new SmtpReply(250, Optional.of("2.0.0"), List.of("a", "b"))))
                .isEqualTo("250-2.0.0 a\r\n250 2.0.0 b\r\n");
    }

    @Test
    void offersExtensionsWithoutEnhancedCodes() {
        Extensions extensions = new Extensions(1000, true, List.of("PLAIN", "LOGIN"), false);
        assertThat(wire(Replies.extensions("mx.example.jp", extensions))).isEqualTo("""
                        250-mx.example.jp
                        250-PIPELINING
                        250-SIZE 1000
                        250-STARTTLS
                        250-AUTH PLAIN LOGIN
                        250-ENHANCEDSTATUSCODES
                        250-8BITMIME
                        250-SMTPUTF8
                        250-CHUNKING
                        250-DSN
                        250 HELP
                        """.replace("\n", "\r\n"));
    }

    @Test
    void saysWhatTheVendorsServerSays() {
        ForwardPath to = new ForwardPath.Recipient(new SmtpAddress("a", "b.jp"));
        assertThat(wire(Replies.userUnknown(to))).isEqualTo("550 5.1.1 <a@b.jp> ... User unknown.\r\n");
        assertThat(wire(Replies.noRelaying(to)))
                .isEqualTo("550 5.7.1 Sorry [a@b.jp] , I don't allow unauthorized relaying .\r\n");
        assertThat(wire(Replies.mailboxFull())).isEqualTo("450 4.2.2 Sorry. e-mail address box is full.\r\n");
        assertThat(wire(Replies.authenticationFailed())).isEqualTo("535 5.7.0 Authentication failed.\r\n");
        assertThat(wire(Replies.forbiddenDestination()))
                .isEqualTo("550 5.1.1 Please mail to a valid e-mail address.\r\n");
    }

    @Test
    void takesNoLineEndIntoAReply() {
        assertThatThrownBy(() -> SmtpReply.plain(250, "a\r\n250 b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesNoEnhancedCodeOfAnotherClass() {
        assertThatThrownBy(() -> SmtpReply.of(550, "4.1.1", "no")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsAndWritesXtext() {
        assertThat(Xtext.encode("a+b=c 日")).isEqualTo("a+2Bb+3Dc+20+E6+97+A5");
        assertThat(Xtext.decode("a+2Bb+3Dc+20+E6+97+A5")).contains("a+b=c 日");
        assertThat(Xtext.decode("a+2")).isEmpty();
        assertThat(Xtext.decode("a=b")).isEmpty();
    }
}
