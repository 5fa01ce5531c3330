package epostadm.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.cli.Run;
import epostadm.cli.console.Language;
import epostadm.cli.console.Texts;
import epostadm.cli.console.Tokens;
import epostadm.fixtures.ZoneServer;
import epostadm.server.lookup.DnsFinding;
import epostadm.server.lookup.Part;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
                .contains("SPF lets 203.0.113.1 send (kaisha.example.jp: mx)")
                .contains("lookups: 1 of 10, without result: 0 of 2");
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
                "--timeout 3601",
                "--port 0",
                "--port 65536",
                "--name-server ns.example.jp",
                "--dnsbl bl..example",
                "--ordb ./no.dat",
                "--connect --reference mx.example.jp",
                "--connect --address sato.k",
                "--connect --address sato.k@tanin.example",
                "--connect --address a<b@kaisha.example.jp",
                "--dkim k1..k2"
            })
    void refusesWhatIsNoAddressNumberOrSelector(String options) throws IOException {
        Run run = check(SOUND, options);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(options.substring(options.lastIndexOf(' ') + 1));
    }

    @Test
    void connectsOnlyWhereItIsAskedTo() throws IOException {
        Run run = check(SOUND, "--address sato.k@kaisha.example.jp");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("need --connect");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u65e5\u672c\u8a9e.example.jp", "xn--wgv71a119e.example.jp", "XN--WGV71A119E.Example.JP."})
    void knowsADomainInJapanese(String typed) throws IOException {
        try (ZoneServer dns = new ZoneServer("xn--wgv71a119e.example.jp.", SOUND.replace("kaisha", "xn--wgv71a119e"))) {
            Run run = Run.of("dns check " + typed + " --resolver 127.0.0.1:"
                    + dns.address().getPort() + " --server 203.0.113.1");
            assertThat(run.status()).as(run.out() + run.err()).isZero();
            assertThat(run.out())
                    .contains("\u65e5\u672c\u8a9e.example.jp is xn--wgv71a119e.example.jp in DNS\n")
                    .contains("mail goes to 10 mx.xn--wgv71a119e.example.jp\n");
        }
    }

    @Test
    void namesWhatTimeDidNotReachFor() throws IOException {
        try (DatagramSocket mute = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            Run run = Run.of("dns check kaisha.example.jp --timeout 1 --resolver 127.0.0.1:" + mute.getLocalPort());
            assertThat(run.status()).isZero();
            assertThat(run.out())
                    .containsPattern("not checked +time-up +the resolvers\n")
                    .containsPattern("not checked +time-up +DMARC\n");
        }
    }

    @Test
    void looksForDeadBlockListsOfTheServer(@TempDir Path directory) throws IOException {
        Path ordb = Files.writeString(directory.resolve("ordb.dat"), "' lists\r\nbl.example\r\ndead.example\r\n");
        String lists = "2.0.0.127.bl.example. IN A 127.0.0.2\n";
        Run run = check(SOUND + lists, "--server 203.0.113.1 --ordb " + ordb);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .contains("the block list bl.example is alive\n")
                .contains("203.0.113.1 is not on bl.example\n")
                .contains("the block list dead.example is dead")
                .contains("Take it out of ordb.dat.");
    }

    @Test
    void takesTheListenersForThisServer(@TempDir Path directory) throws IOException {
        Path config = Files.writeString(
                directory.resolve("epostadm.toml"), "[[listener]]\nprotocol = \"smtp\"\naddress = \"127.0.0.1\"\n");
        Run run = check(SOUND.replace("mx IN A 203.0.113.1", "mx IN A 127.0.0.1"), "--config " + config);
        assertThat(run.out()).contains("mail for the domain comes to this server: 127.0.0.1\n");
    }

    @Test
    void visitsTheHostsThatTakeTheMail() throws IOException {
        int port = closedPort();
        Run run = check(SOUND.replace("mx IN A 203.0.113.1", "mx IN A 127.0.0.1"), "--connect --port " + port);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .contains("mx.kaisha.example.jp [127.0.0.1] refuses the connection to port " + port + "\n");
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @ParameterizedTest
    @EnumSource(DnsFinding.class)
    void hasWordsForEachFinding(DnsFinding finding) {
        for (Language language : Language.values()) {
            Texts texts = Texts.messages(language);
            assertThat(texts.text("dns." + Tokens.of(finding), "1", "2", "3", "4"))
                    .isNotBlank();
            assertThat(texts.find("dns.next." + Tokens.of(finding)).isPresent())
                    .isEqualTo(finding.status() != DnsFinding.Status.OK);
        }
    }

    @ParameterizedTest
    @EnumSource(Part.class)
    void hasWordsForEachPart(Part part) {
        for (Language language : Language.values()) {
            assertThat(Texts.messages(language).text("dns.part." + Tokens.of(part)))
                    .isNotBlank();
        }
    }
}
