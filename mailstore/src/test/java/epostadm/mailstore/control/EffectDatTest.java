package epostadm.mailstore.control;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.mailstore.control.EffectDat.Rule;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EffectDatTest {

    private static final InetAddress CLIENT = InetAddress.ofLiteral("192.168.1.7");

    @ParameterizedTest
    @CsvSource({
        "192.168.1.7, RELAY",
        "192.168.1.7 true, RELAY",
        "192.168.1.7 TRUE, RELAY",
        "192.168.1.7\tdefault, DEFAULT",
        "192.168.1.7 false, REFUSE",
        "192.168.1.7  norelay, NO_RELAY",
        "'192.168.1.7 norelay,2', RELAY_WITH_LOGIN",
        "'192.168.1.7 NoRelay, 2 ', RELAY_WITH_LOGIN",
        "'192.168.1.7 norelay,0', NO_RELAY",
        "192.168.1.7 only, ONLY",
    })
    void readsTheRules(String line, Rule rule) {
        EffectDat file = EffectDat.parse(line + "\r\n");
        assertThat(file.unknown()).isEmpty();
        assertThat(file.rule(file.line(CLIENT, "a@b.jp"))).isEqualTo(rule);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.168.1.7",
                "192.168.1.*",
                "192.168.*.*",
                "192.*.*.7",
                "192.168.*",
                "192.168.1.",
                "192.168.0.0/16",
                "192.168.1.7/32",
                "192.168.255.255/16",
                "0.0.0.0/0",
                "*.*.*.*",
                "*",
                "b.jp",
                "*.b.jp",
                ".b.jp",
                "B.JP",
                "*@b.jp",
                "a@b.jp",
                "A@B.jp",
            })
    void matches(String who) {
        assertThat(EffectDat.parse(who + " false").line(CLIENT, "A@b.jp")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.168.1.8",
                "192.168.2.*",
                "10.*.*.*",
                "192.168.2.0/24",
                "jp",
                "x.b.jp",
                "b@b.jp",
                "*@x.b.jp",
                "#<>",
                "#blank",
            })
    void doesNotMatch(String who) {
        EffectDat file = EffectDat.parse(who + " false");
        assertThat(file.unknown()).isEmpty();
        assertThat(file.line(CLIENT, "A@b.jp")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.168.1.7 maybe",
                "192.168.1.7 norelay,3",
                "192.168.1.256 false",
                "192.168 false",
                "192.168.1.0/33 false",
                "192.168.1.*/24 false",
                "192.168.1.1.1 false",
                "19*.1.1.1 false",
                "::1 true",
                "@b.jp false",
                "a@ false",
                "' a comment",
                "#comment",
            })
    void keepsWhatItDoesNotUnderstandAndDoesNothingForIt(String line) {
        EffectDat file = EffectDat.parse("\n" + line + "\n#<> false\n");
        assertThat(file.unknown()).containsExactly(new EffectDat.Unknown(2, line));
        assertThat(file.lines())
                .singleElement()
                .extracting(EffectDat.Line::number)
                .isEqualTo(3);
    }

    @Test
    void takesTheFirstLineThatMatches() {
        EffectDat file = EffectDat.parse("a@b.jp default\nb.jp false\n#<> norelay\n");
        assertThat(file.rule(file.line(CLIENT, "a@b.jp"))).isEqualTo(Rule.DEFAULT);
        assertThat(file.rule(file.line(CLIENT, "c@b.jp"))).isEqualTo(Rule.REFUSE);
        assertThat(file.rule(file.line(CLIENT, ""))).isEqualTo(Rule.NO_RELAY);
        assertThat(file.rule(file.line(CLIENT, "c@d.jp"))).isEqualTo(Rule.DEFAULT);
    }

    @Test
    void takesNobodyElseWhereSomeAreTheOnlyOnes() {
        EffectDat file = EffectDat.parse("c.jp only\n#<> default\n");
        assertThat(file.rule(file.line("x@c.jp"))).isEqualTo(Rule.ONLY);
        assertThat(file.rule(file.line(""))).isEqualTo(Rule.DEFAULT);
        assertThat(file.rule(file.line("x@d.jp"))).isEqualTo(Rule.REFUSE);
    }

    @Test
    void looksAtSendersAloneInAMailbox() {
        EffectDat file = EffectDat.parse("192.168.1.7 false\nx.jp false\n");
        assertThat(file.line("a@b.jp")).isEmpty();
        assertThat(file.line("a@x.jp")).isPresent();
    }

    @Test
    void takesNoIpv6ClientForAnIpv4One() {
        assertThat(EffectDat.parse("*.*.*.* false").line(InetAddress.ofLiteral("2001:db8::1"), "a@b.jp"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "192.168.1.*, true",
        "10.*.*.*, true",
        "10.0.0.0/8 true, true",
        "192.168.1.* default, false",
        "'192.168.1.* norelay,2', false",
        "128.0.0.0/1, false",
        "*.*.*.*, false",
        "*, false",
        "b.jp true, false",
        "a@b.jp true, false",
        "#<> true, false",
    })
    void opensTheRelayToNetworksAlone(String line, boolean opens) {
        assertThat(EffectDat.parse(line).lines().getFirst().opensRelay()).isEqualTo(opens);
    }

    @Test
    void readsAFileThatIsNotThereAsOneWithoutLines(@TempDir Path directory) throws Exception {
        Path file = directory.resolve(EffectDat.NAME);
        assertThat(EffectDat.readFile(file)).isEqualTo(EffectDat.NONE);
        Files.writeString(file, "#<> default\r\n#blank false\r\n");
        assertThat(EffectDat.readFile(file).lines()).hasSize(2);
        assertThat(EffectDat.NONE.rule(Optional.empty())).isEqualTo(Rule.DEFAULT);
    }
}
