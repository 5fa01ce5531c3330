package epostadm.mailstore.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayDatTest {

    private static final GatewayDat FILE = GatewayDat.parse("'comment,host\r\n\r\nB.example,[192.0.2.7]\r\n"
            + "*.example,relay.example,2525,more,of it\r\nno host\r\nc.test,h,0\r\nd.test,h,x\r\n*,last");

    @ParameterizedTest
    @CsvSource({"b.EXAMPLE,192.0.2.7:25", "x.b.example,relay.example:2525", "example,last:25", "c.test,last:25"})
    void firstMatchWins(String domain, String gateway) {
        assertThat(FILE.find(domain).map(found -> found.host() + ":" + found.port()))
                .hasValue(gateway);
    }

    @Test
    void namesTheLinesItCannotRead() {
        assertThat(FILE.unreadableLines()).containsExactly(5, 6, 7);
    }

    @Test
    void saysNothingWhereNothingMatches() {
        assertThat(GatewayDat.parse("a.example,h\n*b*c*,h").find("a.example.test"))
                .isEqualTo(Optional.empty());
        assertThat(GatewayDat.parse("*b*c*,h").find("abdc.test")).isPresent();
        assertThat(GatewayDat.NONE.find("a.example")).isEmpty();
    }
}
