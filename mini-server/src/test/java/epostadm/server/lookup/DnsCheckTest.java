package epostadm.server.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.ZoneServer;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A sound domain has no finding, and each damage of its zone exactly its own.
class DnsCheckTest {

    private static final Duration TIME_OUT = Duration.ofMillis(2000);

    private static final String SOUND = """
            @ 3600 IN SOA ns1 admin 1 7200 900 1209600 300
            @ IN NS ns1
            @ IN NS ns2
            ns1 IN A 192.0.2.53
            ns2 IN A 192.0.2.54
            @ IN MX 10 mx1
            @ IN MX 20 mx2
            mx1 IN A 203.0.113.1
            mx2 IN A 203.0.113.2
            @ IN TXT "v=spf1 mx -all"
            k1._domainkey IN TXT "v=DKIM1; p=MIGf"
            _dmarc IN TXT "v=DMARC1; p=none"
            _mta-sts IN TXT "v=STSv1; id=1"
            _smtp._tls IN TXT "v=TLSRPTv1; rua=mailto:tls@kaisha.example.jp"
            1.113.0.203.in-addr.arpa. IN PTR mx1.kaisha.example.jp.
            """;

    private static Set<DnsFinding> troubles(List<CheckResult> results) {
        return results.stream()
                .map(CheckResult::finding)
                .filter(finding -> finding.status() != DnsFinding.Status.OK)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<CheckResult> check(String resolver, String first, String second) throws IOException {
        try (ZoneServer asked = new ZoneServer("kaisha.example.jp.", resolver);
                ZoneServer ns1 = new ZoneServer("kaisha.example.jp.", first);
                ZoneServer ns2 = new ZoneServer("kaisha.example.jp.", second)) {
            DnsCheck check = new DnsCheck(
                    List.of(asked.address()),
                    TIME_OUT,
                    address -> address.getHostAddress().endsWith(".53") ? ns1.address() : ns2.address());
            return check.of("kaisha.example.jp", List.of(InetAddress.getByName("203.0.113.1")), List.of("k1"));
        }
    }

    @Test
    void findsASoundDomainSound() throws IOException {
        List<CheckResult> results = check(SOUND, SOUND, SOUND);
        assertThat(troubles(results)).isEmpty();
        assertThat(results.stream().map(CheckResult::finding))
                .contains(
                        DnsFinding.NS_OK,
                        DnsFinding.VIEWS_AGREE,
                        DnsFinding.MX_OK,
                        DnsFinding.TARGET_OK,
                        DnsFinding.SERVER_OK,
                        DnsFinding.PTR_OK,
                        DnsFinding.SPF_PASS,
                        DnsFinding.DKIM_OK,
                        DnsFinding.DMARC_OK,
                        DnsFinding.MTA_STS_OK,
                        DnsFinding.TLS_RPT_OK,
                        DnsFinding.TTL_OK);
        assertThat(results)
                .contains(CheckResult.of(DnsFinding.MX_OK, "10 mx1.kaisha.example.jp, 20 mx2.kaisha.example.jp"));
    }

    static Stream<Arguments> damages() {
        String exchangers = "@ IN MX 10 mx1\n@ IN MX 20 mx2\n";
        String spf = "v=spf1 mx -all";
        return Stream.of(
                Arguments.of("mx2 IN A 203.0.113.2\n", "", Set.of(DnsFinding.TARGET_NO_ADDRESS)),
                Arguments.of("mx2 IN A 203.0.113.2", "mx2 IN A 192.168.1.2", Set.of(DnsFinding.TARGET_PRIVATE)),
                Arguments.of("mx2 IN A 203.0.113.2", "mx2 IN CNAME mx1", Set.of(DnsFinding.MX_ALIAS)),
                Arguments.of("MX 20 mx2", "MX 20 203.0.113.2.", Set.of(DnsFinding.MX_BARE_ADDRESS)),
                Arguments.of(
                        exchangers,
                        "@ IN MX 0 .\n",
                        Set.of(DnsFinding.MX_NULL, DnsFinding.SERVER_NO_TARGET, DnsFinding.SPF_FAIL)),
                Arguments.of(
                        exchangers,
                        "",
                        Set.of(DnsFinding.MX_NOWHERE, DnsFinding.SERVER_NO_TARGET, DnsFinding.SPF_FAIL)),
                Arguments.of(exchangers, "@ IN A 203.0.113.1\n", Set.of(DnsFinding.MX_ABSENT, DnsFinding.SPF_FAIL)),
                Arguments.of(
                        "203.in-addr.arpa. IN PTR mx1",
                        "203.in-addr.arpa. IN PTR mx2",
                        Set.of(DnsFinding.PTR_NO_MATCH)),
                Arguments.of("1.113.0.203.in-addr.arpa.", "9.113.0.203.in-addr.arpa.", Set.of(DnsFinding.PTR_ABSENT)),
                Arguments.of(spf, "nothing", Set.of(DnsFinding.SPF_ABSENT)),
                Arguments.of(spf, "v=spf1 ip4:203.0.113.9 -all", Set.of(DnsFinding.SPF_FAIL)),
                Arguments.of(spf, "v=spf1 ip4:203.0.113.9 ~all", Set.of(DnsFinding.SPF_WEAK)),
                Arguments.of(spf, "v=spf1 ipv4:203.0.113.1 -all", Set.of(DnsFinding.SPF_BROKEN)),
                Arguments.of("p=MIGf", "p=", Set.of(DnsFinding.DKIM_REVOKED)),
                Arguments.of("p=MIGf", "k=rsa", Set.of(DnsFinding.DKIM_BROKEN)),
                Arguments.of("k1._domainkey", "k2._domainkey", Set.of(DnsFinding.DKIM_ABSENT)),
                Arguments.of("p=none", "p=nothing", Set.of(DnsFinding.DMARC_BROKEN)),
                Arguments.of("_dmarc IN", "_other IN", Set.of(DnsFinding.DMARC_ABSENT)),
                Arguments.of("; id=1", "", Set.of(DnsFinding.MTA_STS_BROKEN)),
                Arguments.of("rua=mailto:", "rua=", Set.of(DnsFinding.TLS_RPT_BROKEN)),
                Arguments.of("ns2 IN A 192.0.2.54\n", "", Set.of(DnsFinding.NS_NO_ADDRESS)),
                Arguments.of("@ IN MX 10 mx1", "@ 60 IN MX 10 mx1", Set.of(DnsFinding.TTL_SHORT)),
                Arguments.of("@ IN MX 10 mx1", "@ 604800 IN MX 10 mx1", Set.of(DnsFinding.TTL_LONG)));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @MethodSource("damages")
    void findsEachDamageAndNothingElse(String sound, String damaged, Set<DnsFinding> expected) throws IOException {
        assertThat(SOUND).contains(sound);
        String zone = SOUND.replace(sound, damaged);
        assertThat(troubles(check(zone, zone, zone))).isEqualTo(expected);
    }

    @Test
    void namesAServerThatKnowsNothingOfTheZone() throws IOException {
        List<CheckResult> results = check(SOUND, SOUND, "@ IN TXT \"nothing\"\n");
        assertThat(results).contains(CheckResult.of(DnsFinding.NS_LAME, "ns2.kaisha.example.jp"));
        assertThat(troubles(results)).containsExactly(DnsFinding.NS_LAME);
    }

    @Test
    void namesServersOfDifferentAge() throws IOException {
        assertThat(troubles(check(SOUND, SOUND, SOUND.replace("admin 1 7200", "admin 2 7200"))))
                .containsExactly(DnsFinding.SERIALS_DIFFER);
    }

    @Test
    void namesAViewFromWithin() throws IOException {
        String within = SOUND.replace("203.0.113.1", "192.168.1.1");
        assertThat(troubles(check(within, SOUND, SOUND))).containsExactly(DnsFinding.VIEWS_DIFFER);
    }

    @Test
    void namesADomainThatIsNot() throws IOException {
        try (ZoneServer server = new ZoneServer("kaisha.example.jp.", SOUND)) {
            List<CheckResult> results = new DnsCheck(List.of(server.address()), TIME_OUT, _ -> server.address())
                    .of("kaisya.example.com", List.of(), List.of());
            assertThat(troubles(results))
                    .containsExactly(DnsFinding.NS_UNKNOWN, DnsFinding.DOMAIN_ABSENT, DnsFinding.SERVER_NOT_NAMED);
        }
    }

    @Test
    void looksAtAllOfSpfWhereNoServerIsNamed() throws IOException {
        try (ZoneServer server = new ZoneServer("kaisha.example.jp.", SOUND)) {
            List<CheckResult> results = new DnsCheck(List.of(server.address()), TIME_OUT, _ -> server.address())
                    .of("KAISHA.example.jp", List.of(), List.of());
            assertThat(results.stream().map(CheckResult::finding)).contains(DnsFinding.SPF_READABLE);
        }
    }

    @Test
    void endsWhereNobodyAnswers() throws IOException {
        try (DatagramSocket mute = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), mute.getLocalPort());
            List<CheckResult> results =
                    new DnsCheck(List.of(address), Duration.ofMillis(20)).of("kaisha.example.jp", List.of(), List.of());
            assertThat(troubles(results))
                    .containsExactly(
                            DnsFinding.RESOLVER_SILENT,
                            DnsFinding.NS_UNKNOWN,
                            DnsFinding.MX_UNANSWERED,
                            DnsFinding.SERVER_NOT_NAMED);
        }
    }
}
