package epostadm.server.imap;

import static epostadm.server.imap.ImapWriterTest.REV2;
import static epostadm.server.imap.ImapWriterTest.written;
import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import epostadm.mailstore.mime.Envelope;
import epostadm.mailstore.mime.Mailbox;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EnvelopeWriterTest {

    private static Mailbox mailbox(String name, String local, String host) {
        return new Mailbox(Optional.ofNullable(name), Optional.empty(), Optional.of(local), Optional.of(host));
    }

    /// The example of RFC 3501 section 8.
    @Test
    void writesTheExampleOfTheStandard() {
        List<Mailbox> gray = List.of(mailbox("Terry Gray", "gray", "cac.washington.edu"));
        Envelope envelope = new Envelope(
                Optional.of("Wed, 17 Jul 1996 02:23:25 -0700 (PDT)"),
                Optional.of("IMAP4rev1 WG mtg summary and minutes"),
                gray,
                gray,
                gray,
                List.of(mailbox(null, "imap", "cac.washington.edu")),
                List.of(mailbox(null, "minutes", "CNRI.Reston.VA.US"), mailbox("John Klensin", "KLENSIN", "MIT.EDU")),
                List.of(),
                Optional.empty(),
                Optional.of("<B27397-0100000@cac.washington.edu>"));
        assertThat(written(ImapMode.REV1, out -> EnvelopeWriter.write(out, envelope)))
                .isEqualTo("(\"Wed, 17 Jul 1996 02:23:25 -0700 (PDT)\" "
                        + "\"IMAP4rev1 WG mtg summary and minutes\" "
                        + "((\"Terry Gray\" NIL \"gray\" \"cac.washington.edu\")) "
                        + "((\"Terry Gray\" NIL \"gray\" \"cac.washington.edu\")) "
                        + "((\"Terry Gray\" NIL \"gray\" \"cac.washington.edu\")) "
                        + "((NIL NIL \"imap\" \"cac.washington.edu\")) "
                        + "((NIL NIL \"minutes\" \"CNRI.Reston.VA.US\")"
                        + "(\"John Klensin\" NIL \"KLENSIN\" \"MIT.EDU\")) NIL NIL "
                        + "\"<B27397-0100000@cac.washington.edu>\")");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void writesEnvelopesThatAreReadAgain(long seed) throws Exception {
        Seeded seeded = Seeded.of(seed);
        Envelope envelope = new Envelope(
                octets(seeded),
                octets(seeded),
                mailboxes(seeded),
                mailboxes(seeded),
                mailboxes(seeded),
                mailboxes(seeded),
                mailboxes(seeded),
                mailboxes(seeded),
                octets(seeded),
                octets(seeded));
        ImapMode mode = seeded.chance(0.5) ? REV2 : ImapMode.REV1;
        ImapReader in = ImapWriterTest.reader(written(mode, out -> EnvelopeWriter.write(out, envelope)), mode);
        in.expect('(');
        Envelope read = new Envelope(
                nstring(in),
                nstring(in),
                mailboxes(in),
                mailboxes(in),
                mailboxes(in),
                mailboxes(in),
                mailboxes(in),
                mailboxes(in),
                nstring(in),
                nstring(in));
        in.expect(')');
        in.end();
        assertThat(read).isEqualTo(envelope);
    }

    static Stream<Long> seeds() {
        return Seeded.seeds(200);
    }

    private static Optional<String> octets(Seeded seeded) {
        String octets = new String(seeded.bytes(seeded.between(0, 9)), StandardCharsets.ISO_8859_1);
        return seeded.chance(0.3) ? Optional.empty() : Optional.of(octets.replace("\0", "\""));
    }

    private static List<Mailbox> mailboxes(Seeded seeded) {
        return IntStream.range(0, seeded.between(0, 3))
                .mapToObj(_ -> new Mailbox(octets(seeded), octets(seeded), octets(seeded), octets(seeded)))
                .toList();
    }

    private static Optional<String> nstring(ImapReader in) throws Exception {
        in.skip(' ');
        if (in.at('N')) {
            assertThat(in.word("NIL")).isEqualTo("NIL");
            return Optional.empty();
        }
        return Optional.of(new String(in.string("string"), StandardCharsets.ISO_8859_1));
    }

    private static List<Mailbox> mailboxes(ImapReader in) throws Exception {
        in.space();
        List<Mailbox> mailboxes = new ArrayList<>();
        if (in.skip('(')) {
            while (in.skip('(')) {
                mailboxes.add(new Mailbox(nstring(in), nstring(in), nstring(in), nstring(in)));
                in.expect(')');
            }
            in.expect(')');
        } else {
            assertThat(in.word("NIL")).isEqualTo("NIL");
        }
        return mailboxes;
    }
}
