package epostadm.server.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpfCheckTest {

    /// Lines as `NAME TYPE DATA`; the name `silent.example` is not answered for.
    private record Zone(List<String> lines) implements SpfDns {

        static Zone of(String... lines) {
            return new Zone(Arrays.asList(lines));
        }

        private Stream<String> found(String name, String type) throws IOException {
            if (name.equals("silent.example")) {
                throw new IOException("no answer");
            }
            String start = name + " " + type + " ";
            return lines.stream().filter(line -> line.startsWith(start)).map(line -> line.substring(start.length()));
        }

        @Override
        public List<String> texts(String domain) throws IOException {
            return found(domain, "TXT").toList();
        }

        @Override
        public List<InetAddress> addresses(String host, boolean ipv6) throws IOException {
            return found(host, "A")
                    .map(InetAddress::ofLiteral)
                    .filter(address -> address instanceof Inet6Address == ipv6)
                    .toList();
        }

        @Override
        public List<String> exchangers(String domain) throws IOException {
            return found(domain, "MX").toList();
        }
    }

    private static SpfVerdict check(Zone zone) {
        return SpfCheck.of("kaisha.example.jp", InetAddress.ofLiteral("192.0.2.25"), zone);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "mx -all, PASS",
        "mx:other.example -all, FAIL",
        "a:mail.kaisha.example.jp/24 -all, PASS",
        "ip4:198.51.100.0/24 ~all, SOFTFAIL",
        "ip4:198.51.100.0/24, NEUTRAL",
        "include:pass.example -all, PASS",
        "include:fail.example ~all, SOFTFAIL",
        "include:none.example -all, PERMERROR",
        "include:silent.example -all, TEMPERROR",
        "include:loop.example -all, PERMERROR",
        "redirect=fail.example, FAIL",
        "redirect=none.example, PERMERROR",
        "exists:mail.kaisha.example.jp -all, PASS",
        "exists:%{i}.x.example -all, UNDECIDED",
        "ptr -all, UNDECIDED",
        "a:v1.example a:v2.example -all, FAIL",
        "a:v1.example a:v2.example a:v3.example -all, PERMERROR",
        "ipv4:192.0.2.25 -all, PERMERROR"
    })
    void concludesAsReceiversDo(String terms, SpfVerdict.Result result) {
        Zone zone = Zone.of(
                "kaisha.example.jp TXT v=spf1 " + terms,
                "kaisha.example.jp MX mail.kaisha.example.jp",
                "mail.kaisha.example.jp A 192.0.2.25",
                "other.example MX mail.other.example",
                "mail.other.example A 198.51.100.1",
                "pass.example TXT v=spf1 ip4:192.0.2.0/24 -all",
                "fail.example TXT v=spf1 -all",
                "loop.example TXT v=spf1 include:kaisha.example.jp");
        assertThat(check(zone).result()).isEqualTo(result);
    }

    @Test
    void countsLookupsThroughIncludes() {
        Zone zone = Zone.of(
                "kaisha.example.jp TXT v=spf1 include:one.example -all",
                "one.example TXT v=spf1 a:host.example include:two.example -all",
                "two.example TXT v=spf1 a:host.example ~all",
                "host.example A 198.51.100.1");
        assertThat(check(zone).lookups()).isEqualTo(4);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"10, FAIL", "11, PERMERROR"})
    void allowsTenLookups(int terms, SpfVerdict.Result result) {
        Zone zone = Zone.of(
                "kaisha.example.jp TXT v=spf1" + " a:host.example".repeat(terms) + " -all",
                "host.example A 198.51.100.1");
        assertThat(check(zone).result()).isEqualTo(result);
    }

    @Test
    void saysNoneWithoutARecordAndErrorWithTwo() {
        assertThat(check(Zone.of("kaisha.example.jp TXT something else")).result())
                .isEqualTo(SpfVerdict.Result.NONE);
        assertThat(check(Zone.of("kaisha.example.jp TXT v=spf1 -all", "kaisha.example.jp TXT v=spf1 mx -all"))
                        .result())
                .isEqualTo(SpfVerdict.Result.PERMERROR);
    }
}
