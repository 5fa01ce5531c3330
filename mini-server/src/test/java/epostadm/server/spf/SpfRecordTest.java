package epostadm.server.spf;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.server.spf.SpfRecord.Directive;
import epostadm.server.spf.SpfRecord.Qualifier;
import epostadm.server.spf.SpfRecord.Reading;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpfRecordTest {

    private static SpfRecord good(String text) {
        return ((Reading.Good) SpfRecord.parse(text)).record();
    }

    @Test
    void readsMechanismsInTheirOrder() {
        assertThat(
                        good("v=spf1 MX a:mail.kaisha.example.jp/24//64 -include:spf.example.jp ?exists:%{ir}.x.example ~all")
                                .directives())
                .containsExactly(
                        new Directive(Qualifier.PASS, new SpfMechanism.Mx(Optional.empty(), 32, 128)),
                        new Directive(
                                Qualifier.PASS, new SpfMechanism.A(Optional.of("mail.kaisha.example.jp"), 24, 64)),
                        new Directive(Qualifier.FAIL, new SpfMechanism.Include("spf.example.jp")),
                        new Directive(Qualifier.NEUTRAL, new SpfMechanism.Exists("%{ir}.x.example")),
                        new Directive(Qualifier.SOFTFAIL, new SpfMechanism.All()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v=spf2 -all",
                "v=spf1 -all:x",
                "v=spf1 ip4:192.0.2.1/33",
                "v=spf1 ip4:192.0.2",
                "v=spf1 ip4:192.0.2.256",
                "v=spf1 ip4:",
                "v=spf1 ip6:2001:db8::/129",
                "v=spf1 ip6:2001:::1",
                "v=spf1 include:",
                "v=spf1 include",
                "v=spf1 ip:192.0.2.1",
                "v=spf1 a/33",
                "v=spf1 a:%x",
                "v=spf1 redirect=a.example redirect=b.example",
                "v=spf1 redirect=",
                "v=spf1, -all"
            })
    void refusesWhatIsNoTerm(String text) {
        assertThat(SpfRecord.parse(text)).isInstanceOf(Reading.Bad.class);
    }

    @Test
    void namesTheFirstTermThatIsNone() {
        assertThat(SpfRecord.parse("v=spf1 mx ipv4:192.0.2.1 -al")).isEqualTo(new Reading.Bad("ipv4:192.0.2.1"));
    }

    @ParameterizedTest
    @CsvSource({
        "v=spf1 -all, 0",
        "v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 -all, 0",
        "v=spf1 a mx ptr include:a.example exists:b.example -all, 5",
        "v=spf1 mx redirect=a.example, 2",
        "v=spf1 mx redirect=a.example -all, 1",
        "v=spf1 mx unknown=a.example exp=b.example, 1"
    })
    void countsItsLookups(String text, int lookups) {
        assertThat(good(text).lookups()).isEqualTo(lookups);
    }

    @ParameterizedTest
    @CsvSource({
        "ip4:192.0.2.0/24, 192.0.2.255, true",
        "ip4:192.0.2.0/24, 192.0.3.0, false",
        "ip4:192.0.2.1, 192.0.2.1, true",
        "ip4:192.0.2.1, 192.0.2.0, false",
        "ip4:0.0.0.0/0, 198.51.100.7, true",
        "ip4:0.0.0.0/0, 2001:db8::1, false",
        "ip6:2001:db8::/33, 2001:db8:7fff::1, true",
        "ip6:2001:db8::/33, 2001:db8:8000::1, false",
        "ip6:::ffff:192.0.2.1, 192.0.2.1, false"
    })
    void holdsTheAddressesOfItsNetwork(String term, String address, boolean held) {
        InetAddress client = InetAddress.ofLiteral(address);
        List<Directive> directives = good("v=spf1 " + term).directives();
        boolean holds = switch (directives.getFirst().mechanism()) {
            case SpfMechanism.Ip4 ip4 -> ip4.holds(client);
            case SpfMechanism.Ip6 ip6 -> ip6.holds(client);
            default -> throw new AssertionError(term);
        };
        assertThat(holds).isEqualTo(held);
    }

    @Test
    void isNotMeantByOtherTexts() {
        assertThat(SpfRecord.isSpf("V=SPF1 -all")).isTrue();
        assertThat(SpfRecord.isSpf("v=spf10 -all")).isFalse();
        assertThat(SpfRecord.isSpf("v=DMARC1; p=none")).isFalse();
    }
}
