package epostadm.server.imap;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Commands as programs write them, and as no program should.
@Timeout(60)
class ImapCommandsTest {

    private static final List<ImapMode> MODES = List.of(ImapMode.REV1, new ImapMode(true, false, false));

    static Stream<Class<?>> kinds() {
        return CommandGenerator.KINDS.stream();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void readsWhatWasWritten(Class<?> kind) throws Exception {
        for (long seed = 1; seed <= 200; seed++) {
            Seeded seeded = Seeded.of(seed);
            ImapMode mode = seeded.oneOf(MODES);
            ImapCommand command = new CommandGenerator(seeded).of(kind);
            String said = CommandWriter.write(seeded, mode, "a" + seed, command);
            ScriptedSource source = ScriptedSource.of(said);
            assertThat(parser(source, mode).request())
                    .as("seed %d: %s", seed, said)
                    .isEqualTo(new ImapRequest("a" + seed, command));
            assertThat(source.atEnd()).as("seed %d: %s", seed, said).isTrue();
        }
    }

    /// A command that is broken somewhere, and a good one behind it.
    @ParameterizedTest
    @MethodSource("seeds")
    void findsTheNextCommandBehindABrokenOne(long seed) throws Exception {
        Seeded seeded = Seeded.of(seed);
        ImapMode mode = seeded.oneOf(MODES);
        for (int i = 0; i < 50; i++) {
            String good = CommandWriter.write(seeded, mode, "a", new CommandGenerator(seeded).any());
            String broken = broken(seeded, good);
            ScriptedSource source = ScriptedSource.of(broken + "\r\nb NOOP\r\n");
            ImapParser parser = parser(source, mode);
            boolean found = false;
            int requests = 0;
            while (!found && requests++ < 200) {
                try {
                    found = parser.request().tag().equals("b");
                } catch (ImapSyntaxException e) {
                    assertThat(e.getMessage()).as(broken).matches("[\\x20-\\x7E]+");
                } catch (ImapRefusedException e) {
                    assertThat(e.refusal())
                            .as(broken)
                            .isIn(ImapRefusal.BAD_CHARSET, ImapRefusal.BAD_CHARSET_SAVING, ImapRefusal.BAD_EVENT);
                } catch (EOFException _) {
                    // A literal was made longer than all that follows.
                    assertThat(broken).contains("{");
                    found = true;
                }
            }
            assertThat(found).as(broken).isTrue();
        }
    }

    private static String broken(Seeded seeded, String said) {
        StringBuilder broken = new StringBuilder(said.substring(0, said.length() - 2));
        for (int i = seeded.between(1, 3); i > 0; i--) {
            int at = seeded.between(0, broken.length());
            switch (seeded.between(0, 3)) {
                case 0 -> broken.setLength(at);
                case 1 -> broken.insert(at, seeded.oneOf(List.of("{", "}", "(", ")", "\"", "\\", " ", "\0", "[", "*")));
                case 2 -> broken.insert(at, (char) seeded.between(0, 255));
                default -> broken.delete(at, Math.min(broken.length(), at + seeded.between(1, 3)));
            }
        }
        return broken.toString();
    }

    static Stream<Long> seeds() {
        return Seeded.seeds(200);
    }

    /// Whatever the octets are, each command is read or refused, and an end is reached.
    @ParameterizedTest
    @MethodSource("seeds")
    void readsOrRefusesWhateverItIsGiven(long seed) throws IOException {
        Seeded seeded = Seeded.of(seed);
        StringBuilder said = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            said.append(seeded.oneOf(List.of("a ", "UID ", "FETCH ", "SEARCH ", "1:* ", "(", ")", "{3+}\r\n", "\r\n")));
            said.append(new String(seeded.bytes(seeded.between(0, 6)), StandardCharsets.ISO_8859_1));
        }
        ImapParser parser = parser(ScriptedSource.of(said.toString()), ImapMode.REV1);
        int requests = 0;
        boolean ended = false;
        while (!ended && requests++ < 1000) {
            try {
                assertThat(parser.request()).isNotNull();
            } catch (ImapSyntaxException | ImapRefusedException e) {
                assertThat(e.getMessage()).matches("[\\x20-\\x7E]+");
            } catch (EOFException _) {
                ended = true;
            }
        }
        assertThat(ended).isTrue();
    }

    private static ImapParser parser(ImapSource source, ImapMode mode) {
        ImapParser parser = new ImapParser(source, ImapBounds.STANDARD);
        parser.mode(mode);
        return parser;
    }
}
