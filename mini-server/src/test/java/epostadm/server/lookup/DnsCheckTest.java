package epostadm.server.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.ZoneServer;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A sound domain has no finding, and each damage of its zone exactly its own.
class DnsCheckTest {

    private static final Duration TIME_OUT = Duration.ofMillis(4000);
    private static final InetAddress SERVER = InetAddress.ofLiteral("203.0.113.1");
    private static final Subject SUBJECT =
            new Subject("kaisha.example.jp", List.of(SERVER), List.of(), List.of("k1"), List.of("bl.example"));
    private static final Subject STRANGER =
            new Subject("KAISHA.example.jp", List.of(), List.of(), List.of(), List.of());

    private static TimeLimit time() {
        return TimeLimit.of(InstantSource.system(), Duration.ofMinutes(1));
    }

    private static AskedServers asked(InetSocketAddress... resolvers) {
        return new AskedServers(List.of(resolvers), List.of(), List.of(), false);
    }

    private static Set<DnsFinding> troubles(List<CheckResult> results) {
        return results.stream()
                .map(CheckResult::finding)
                .filter(finding -> finding.status() != DnsFinding.Status.OK)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<CheckResult> check(String resolver, String first, String second) throws IOException {
        return check(resolver, first, second, false);
    }

    private static List<CheckResult> check(String resolver, String first, String second, boolean fromOutside)
            throws IOException {
        try (ZoneServer asked = new ZoneServer("kaisha.example.jp.", resolver);
                ZoneServer ns1 = new ZoneServer("kaisha.example.jp.", first);
                ZoneServer ns2 = new ZoneServer("kaisha.example.jp.", second)) {
            DnsCheck check = new DnsCheck(
                    new AskedServers(List.of(asked.address()), List.of(), List.of(), fromOutside),
                    TIME_OUT,
                    address -> address.getHostAddress().endsWith(".53") ? ns1.address() : ns2.address());
            return check.of(SUBJECT, time()).results();
        }
    }

    private static String sound() throws IOException {
        return ZoneServer.text("sound");
    }

    @Test
    void findsASoundDomainSound() throws IOException {
        List<CheckResult> results = check(sound(), sound(), sound());
        assertThat(troubles(results)).isEmpty();
        assertThat(results.stream().map(CheckResult::finding))
                .containsExactly(
                        DnsFinding.NS_OK,
                        DnsFinding.VIEWS_AGREE,
                        DnsFinding.MX_OK,
                        DnsFinding.TARGET_OK,
                        DnsFinding.TARGET_OK,
                        DnsFinding.SERVER_OK,
                        DnsFinding.PTR_OK,
                        DnsFinding.DNSSEC_ABSENT,
                        DnsFinding.SPF_READABLE,
                        DnsFinding.SPF_PASS,
                        DnsFinding.DKIM_OK,
                        DnsFinding.DMARC_OK,
                        DnsFinding.MTA_STS_OK,
                        DnsFinding.TLS_RPT_OK,
                        DnsFinding.TTL_OK,
                        DnsFinding.DNSBL_OK,
                        DnsFinding.DNSBL_NOT_LISTED);
        assertThat(results)
                .contains(CheckResult.of(DnsFinding.MX_OK, "10 mx1.kaisha.example.jp, 20 mx2.kaisha.example.jp"));
    }

    /// All zones, which lie in a directory or in an archive.
    static List<String> zones() throws IOException, URISyntaxException {
        URI one = Objects.requireNonNull(ZoneServer.class.getResource("/zones/sound.zone"))
                .toURI();
        if (!one.getScheme().equals("jar")) {
            return names(Path.of(one).getParent());
        }
        try (FileSystem archive = FileSystems.newFileSystem(one, Map.of())) {
            return names(archive.getPath("/zones"));
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString().replace(".zone", ""))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("zones")
    void findsEachDamageAndNothingElse(String name) throws IOException {
        String zone = ZoneServer.text(name);
        String findings = zone.lines().skip(1).findFirst().orElseThrow().substring("; findings: ".length());
        Set<DnsFinding> expected = Arrays.stream(findings.split(" "))
                .filter(finding -> !finding.equals("none"))
                .map(finding ->
                        DnsFinding.valueOf(finding.toUpperCase(Locale.ROOT).replace('-', '_')))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(troubles(check(zone, zone, zone))).isEqualTo(expected);
    }

    @Test
    void namesAServerThatKnowsNothingOfTheZone() throws IOException {
        List<CheckResult> results = check(sound(), sound(), "@ IN TXT \"nothing\"\n");
        assertThat(results).contains(CheckResult.of(DnsFinding.NS_LAME, "ns2.kaisha.example.jp"));
        assertThat(troubles(results)).containsExactly(DnsFinding.NS_LAME);
    }

    @Test
    void namesServersOfDifferentAge() throws IOException {
        assertThat(troubles(check(sound(), sound(), sound().replace("admin 1 7200", "admin 2 7200"))))
                .containsExactly(DnsFinding.SERIALS_DIFFER);
    }

    @Test
    void namesAViewFromWithin() throws IOException {
        String within = sound().replace("203.0.113.1", "192.168.1.1");
        List<CheckResult> results = check(within, sound(), sound());
        assertThat(troubles(results)).containsExactly(DnsFinding.VIEWS_SPLIT);
    }

    @Test
    void namesServersThatDiffer() throws IOException {
        assertThat(troubles(check(sound(), sound(), sound().replace("MX 20", "MX 30"))))
                .containsExactly(DnsFinding.VIEWS_DIFFER);
    }

    @Test
    void believesTheOutsideWhereTheOwnServersShowAViewFromWithin() throws IOException {
        String within = sound().replace("203.0.113.1", "192.168.1.1");
        assertThat(troubles(check(sound(), within, within)))
                .contains(DnsFinding.TARGET_PRIVATE, DnsFinding.SERVER_NO_TARGET);
        assertThat(troubles(check(sound(), within, within, true))).containsExactly(DnsFinding.VIEWS_SPLIT);
    }

    /// The zone above names ns1 and ns3, the zone itself ns1 and ns2.
    @Test
    void asksTheServersThatTheZoneAboveNames() throws IOException {
        String above = """
                example.jp. 3600 IN SOA ns0.example.jp. admin 1 7200 900 1209600 300
                example.jp. IN NS ns0.example.jp.
                kaisha.example.jp. IN NS ns1.kaisha.example.jp.
                kaisha.example.jp. IN NS ns3.kaisha.example.jp.
                """;
        String zone = sound() + """
                ns3 IN A 192.0.2.55
                example.jp. IN NS ns0.example.jp.
                ns0.example.jp. IN A 192.0.2.50
                """;
        try (ZoneServer asked = new ZoneServer("kaisha.example.jp.", zone);
                ZoneServer parent = new ZoneServer(".", above);
                ZoneServer lame = new ZoneServer(".", "tanin.example. IN TXT \"nothing\"\n")) {
            DnsCheck check =
                    new DnsCheck(asked(asked.address()), TIME_OUT, address -> switch (address.getHostAddress()) {
                        case "192.0.2.50" -> parent.address();
                        case "192.0.2.55" -> lame.address();
                        default -> asked.address();
                    });
            List<CheckResult> results = check.of(SUBJECT, time()).results();
            assertThat(results)
                    .contains(
                            CheckResult.of(
                                    DnsFinding.DELEGATION_DIFFERS,
                                    "ns1.kaisha.example.jp, ns3.kaisha.example.jp",
                                    "ns1.kaisha.example.jp, ns2.kaisha.example.jp"),
                            CheckResult.of(DnsFinding.NS_LAME, "ns3.kaisha.example.jp"));
            assertThat(troubles(results)).containsExactly(DnsFinding.NS_LAME, DnsFinding.DELEGATION_DIFFERS);
        }
    }

    @Test
    void asksTheServersThatAreGivenInPlaceOfThoseOfTheZone() throws IOException {
        try (ZoneServer server = ZoneServer.of("sound")) {
            DnsCheck check = new DnsCheck(
                    new AskedServers(List.of(server.address()), List.of(), List.of(server.address()), false));
            List<CheckResult> results = check.of(SUBJECT, time()).results();
            assertThat(troubles(results)).isEmpty();
            assertThat(results)
                    .contains(CheckResult.of(
                            DnsFinding.NS_OK, "127.0.0.1:" + server.address().getPort()));
        }
    }

    @Test
    void namesADomainThatIsNot() throws IOException {
        try (ZoneServer server = ZoneServer.of("sound")) {
            List<CheckResult> results = new DnsCheck(asked(server.address()), TIME_OUT, _ -> server.address())
                    .of(new Subject("kaisya.example.com", List.of(), List.of(), List.of(), List.of()), time())
                    .results();
            assertThat(troubles(results))
                    .containsExactly(DnsFinding.NS_UNKNOWN, DnsFinding.DOMAIN_ABSENT, DnsFinding.SERVER_NOT_NAMED);
        }
    }

    @Test
    void looksAtAllOfSpfWhereNoServerIsNamed() throws IOException {
        try (ZoneServer server = ZoneServer.of("sound")) {
            DnsReport report =
                    new DnsCheck(asked(server.address()), TIME_OUT, _ -> server.address()).of(STRANGER, time());
            assertThat(report.results())
                    .contains(CheckResult.of(DnsFinding.SPF_READABLE, "kaisha.example.jp: all", "1", "0"));
            assertThat(report.targets())
                    .containsExactly(
                            new Target("mx1.kaisha.example.jp", List.of(SERVER)),
                            new Target("mx2.kaisha.example.jp", List.of(InetAddress.ofLiteral("203.0.113.2"))));
        }
    }

    @Test
    void knowsThisMachineWhereMailGoesToIt() throws IOException {
        try (ZoneServer server = ZoneServer.of("sound")) {
            Subject here = new Subject("kaisha.example.jp", List.of(), List.of(SERVER), List.of("k1"), List.of());
            Subject elsewhere = new Subject(
                    "kaisha.example.jp",
                    List.of(),
                    List.of(InetAddress.ofLiteral("198.51.100.9")),
                    List.of("k1"),
                    List.of());
            DnsCheck check = new DnsCheck(asked(server.address()), TIME_OUT, _ -> server.address());
            assertThat(check.of(here, time()).results())
                    .contains(CheckResult.of(DnsFinding.SERVER_OK, SERVER.getHostAddress()));
            assertThat(troubles(check.of(elsewhere, time()).results()))
                    .containsExactly(DnsFinding.SERVER_NOT_NAMED, DnsFinding.PTR_ABSENT);
        }
    }

    @Test
    void endsWhereNobodyAnswers() throws IOException {
        try (DatagramSocket mute = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), mute.getLocalPort());
            List<CheckResult> results = new DnsCheck(asked(address), Duration.ofMillis(20), _ -> address)
                    .of(STRANGER, time())
                    .results();
            assertThat(troubles(results))
                    .containsExactly(
                            DnsFinding.RESOLVER_SILENT,
                            DnsFinding.NS_UNKNOWN,
                            DnsFinding.MX_UNANSWERED,
                            DnsFinding.SERVER_NOT_NAMED);
        }
    }

    /// The clock leaps at its third reading.
    @Test
    void tellsWhatTimeDidNotReachFor() throws IOException {
        Instant start = Instant.parse("2026-11-25T00:00:00Z");
        Deque<Instant> readings = new ArrayDeque<>(List.of(start, start, start));
        InstantSource clock = () -> readings.isEmpty() ? start.plusSeconds(60) : readings.removeFirst();
        try (ZoneServer server = ZoneServer.of("sound")) {
            DnsCheck check = new DnsCheck(asked(server.address()), TIME_OUT, _ -> server.address());
            List<CheckResult> results = check.of(SUBJECT, TimeLimit.of(clock, Duration.ofSeconds(30)))
                    .results();
            assertThat(results)
                    .startsWith(CheckResult.of(DnsFinding.TIME_UP, "name-servers"))
                    .contains(
                            CheckResult.of(DnsFinding.TIME_UP, "route"),
                            CheckResult.of(DnsFinding.TIME_UP, "dmarc"),
                            CheckResult.of(DnsFinding.TIME_UP, "block-lists"));
            assertThat(results.stream().filter(result -> result.finding() == DnsFinding.TIME_UP))
                    .as("said of others: %s", results)
                    .hasSizeGreaterThan(8);
        }
    }
}
