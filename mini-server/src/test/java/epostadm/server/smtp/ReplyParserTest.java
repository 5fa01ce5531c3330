package epostadm.server.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyParserTest {

    private static Optional<SmtpReply> take(ReplyParser parser, String line) throws ReplySyntaxException {
        return parser.take(line.getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @CsvSource({
        "250 ok,                  250 ok",
        "250,                     '250 '",
        "'250 ',                  '250 '",
        "250 2.1.5 ok,            250 2.1.5 ok",
        "550 5.1.1,               '550 5.1.1 '",
        "250-2.0.0 a|250 2.0.0 b, 250-2.0.0 a / 250 2.0.0 b",
        "250-2.0.0 a|250 b,       250-2.0.0 a / 250 2.0.0 b",
        "250 5.1.1 other class,   250 5.1.1 other class",
        "550 5.1.1234 no code,    550 5.1.1234 no code",
        "334 VXNlcm5hbWU6,        334 VXNlcm5hbWU6",
        "550 caf\u00e9,           550 caf?"
    })
    void readsAReply(String wire, String reply) throws ReplySyntaxException {
        ReplyParser parser = new ReplyParser();
        String[] lines = wire.split("\\|");
        for (int i = 0; i < lines.length - 1; i++) {
            assertThat(take(parser, lines[i])).isEmpty();
        }
        assertThat(take(parser, lines[lines.length - 1]))
                .map(SmtpReply::toString)
                .hasValue(reply);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "25", "2500 x", "150 x", "650 x", "25x x", "250x", "hello", "250-a|251 b", "-50 x"})
    void refusesWhatIsNone(String wire) {
        ReplyParser parser = new ReplyParser();
        assertThatThrownBy(() -> {
                    for (String line : wire.split("\\|")) {
                        take(parser, line);
                    }
                })
                .isInstanceOf(ReplySyntaxException.class);
    }

    @Test
    void beginsAnewAfterEachReplyAndEndsOneThatNeverEnds() throws ReplySyntaxException {
        ReplyParser parser = new ReplyParser();
        assertThat(take(parser, "250 a")).isPresent();
        assertThat(take(parser, "550 b")).isPresent();
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1000; i++) {
                        take(parser, "250-x");
                    }
                })
                .isInstanceOf(ReplySyntaxException.class);
    }

    @Test
    void knowsWhatAServerOffers() throws ReplySyntaxException {
        ReplyParser parser = new ReplyParser();
        take(parser, "250-mx.example greets you");
        take(parser, "250-size 1000");
        take(parser, "250-AUTH=PLAIN LOGIN");
        ServerExtensions offered =
                ServerExtensions.of(take(parser, "250 8BITMIME").orElseThrow());
        assertThat(offered.size()).hasValue(1000);
        assertThat(offered.offers("8BITMIME")).isTrue();
        assertThat(offered.offers("mx.example")).isFalse();
        assertThat(offered.authenticatesBy("LOGIN")).isTrue();
        assertThat(offered.authenticatesBy("CRAM-MD5")).isFalse();
        assertThat(ServerExtensions.NONE.size()).isEmpty();
    }
}
