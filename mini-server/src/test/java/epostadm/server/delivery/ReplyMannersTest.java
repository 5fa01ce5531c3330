package epostadm.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.mailstore.message.HeaderSection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyMannersTest {

    private static final String NAMED = "To: sato@a.example\n";

    private static Optional<Silence> silence(String sender, String header) throws IOException {
        Set<String> own = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        own.add("sato@a.example");
        own.add("info@a.example");
        return ReplyManners.silence(
                sender,
                HeaderSection.read(new ByteArrayInputStream(header.getBytes(StandardCharsets.UTF_8)), 10_000),
                own::contains);
    }

    @ParameterizedTest
    @CsvSource({
        "'', NULL_SENDER",
        "owner-list@b.example, ROBOT_SENDER",
        "list-owner@b.example, ROBOT_SENDER",
        "List-Request@b.example, ROBOT_SENDER",
        "list-bounces@b.example, ROBOT_SENDER",
        "MAILER-DAEMON@b.example, ROBOT_SENDER",
        "postmaster@b.example, ROBOT_SENDER",
        "no-reply@b.example, ROBOT_SENDER",
        "sato@a.example, OWN_ADDRESS",
        "INFO@a.example, OWN_ADDRESS",
        "日本@b.example, UNUSABLE_ADDRESS",
        "nobody, UNUSABLE_ADDRESS"
    })
    void answersNoSuchSender(String sender, Silence reason) throws IOException {
        assertThat(silence(sender, NAMED)).hasValue(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "'Auto-Submitted: auto-replied', AUTOMATIC",
        "'auto-submitted: Auto-Generated; x=y', AUTOMATIC",
        "'Auto-Submitted:', AUTOMATIC",
        "'Precedence: bulk', BULK",
        "'PRECEDENCE:  List (x)', BULK",
        "'Precedence: first-class\nPrecedence: junk', BULK",
        "'List-Id: <x.b.example>', BULK",
        "'List-Unsubscribe: <mailto:x@b.example>', BULK"
    })
    void answersNoSuchMessage(String field, Silence reason) throws IOException {
        assertThat(silence("x@b.example", NAMED + field + "\n")).hasValue(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "To: undisclosed-recipients:;\n",
                "To: \"sato@a.example\" <other@b.example>\n",
                "X-To: sato@a.example\n",
                "Subject: x\n\nTo: sato@a.example\n"
            })
    void answersNobodyWhoDoesNotNameTheMailbox(String header) throws IOException {
        assertThat(silence("x@b.example", header)).hasValue(Silence.NOT_NAMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "To: Sato <SATO@a.example>\n",
                "To: x@b.example,\n  sato@a.example\n",
                "Cc: info@a.example\n",
                "To: x@b.example\nResent-To: sato@a.example\n",
                "To: sato@a.example\nAuto-Submitted: no (a person)\nPrecedence: first-class\n"
            })
    void answersAPersonWhoDoes(String header) throws IOException {
        assertThat(silence("requester@b.example", header)).isEmpty();
    }
}
