package epostadm.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.cli.Run;
import epostadm.cli.console.Language;
import epostadm.cli.console.Texts;
import epostadm.cli.console.Tokens;
import epostadm.fixtures.ZoneServer;
import epostadm.server.lookup.DnsFinding;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The lines and exit codes of `dns check`; what is found is the affair of the room `lookup`.
class DnsCheckCommandTest {

    /// Names no name servers: nobody but the server of the test is asked.
    private static final String SOUND = """
            @ IN MX 10 mx
            mx IN A 203.0.113.1
            1.113.0.203.in-addr.arpa. IN PTR mx.kaisha.example.jp.
            @ IN TXT "v=spf1 mx -all"
            _dmarc IN TXT "v=DMARC1; p=none"
            """;

    private static Run check(String zone, String further) throws IOException {
        try (ZoneServer dns = new ZoneServer("kaisha.example.jp.", zone)) {
            return Run.of("dns check kaisha.example.jp --resolver 127.0.0.1:"
                    + dns.address().getPort() + " " + further);
        }
    }

    @Test
    void endsWithZeroForASoundDomain() throws IOException {
        Run run = check(SOUND, "--server 203.0.113.1");
        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("mail goes to 10 mx.kaisha.example.jp\n")
                .contains("SPF lets 203.0.113.1 send (kaisha.example.jp: mx; ")
                .contains("lookups: 1 of 10");
    }

    @Test
    void endsWithOneAndSaysWhatToDo() throws IOException {
        Run run = check(SOUND.replace("mx IN A 203.0.113.1", "mx IN A 192.168.1.1"), "--server 203.0.113.1");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .contains("an address that nobody outside reaches: mx.kaisha.example.jp: 192.168.1.1")
                .containsPattern("target-private +Publish the public address.");
    }

    @Test
    void saysItInJapanese() throws IOException {
        Run run = check(SOUND.replace("_dmarc", "_other"), "--server 203.0.113.1 --lang ja");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("警告").contains("_dmarc.kaisha.example.jp に DMARC レコードがありません");
    }

    @Test
    void givesFactsToPrograms() throws IOException {
        Run run = check(SOUND, "--server 203.0.113.1 --output json");
        assertThat(run.out())
                .containsPattern(
                        "\"status\": ?\"ok\",\\s*\"id\": ?\"mx-ok\",\\s*\"facts\": ?\\[\\s*\"10 mx.kaisha.example.jp\"\\s*]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--resolver ns.example.jp",
                "--resolver 127.0.0.1:0",
                "--server mx.example.jp",
                "--timeout 0",
                "--timeout 61",
                "--dkim k1..k2"
            })
    void refusesWhatIsNoAddressNumberOrSelector(String options) throws IOException {
        Run run = check(SOUND, options);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(options.substring(options.indexOf(' ') + 1));
    }

    @ParameterizedTest
    @EnumSource(DnsFinding.class)
    void hasWordsForEachFinding(DnsFinding finding) {
        for (Language language : Language.values()) {
            Texts texts = Texts.messages(language);
            assertThat(texts.text("dns." + Tokens.of(finding), "1", "2", "3")).isNotBlank();
            assertThat(texts.find("dns.next." + Tokens.of(finding)).isPresent())
                    .isEqualTo(finding.status() != DnsFinding.Status.OK);
        }
    }
}
