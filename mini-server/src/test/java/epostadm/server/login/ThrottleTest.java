package epostadm.server.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ThrottleTest {

    private static final Throttle.Rules RULES =
            new Throttle.Rules(3, 5, Duration.ofMinutes(15), Duration.ofSeconds(1), Duration.ofSeconds(8));

    private Instant now = Instant.parse("2027-04-01T00:00:00Z");
    private final Throttle throttle = new Throttle(RULES, () -> now, InetAddress::isLoopbackAddress);

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }

    private void fail(String address, String account, int times) throws UnknownHostException {
        for (int i = 0; i < times; i++) {
            throttle.failed(address(address), account, account + address + i);
        }
    }

    @Test
    void locksAnAddressOutForATime() throws UnknownHostException {
        fail("192.0.2.1", "sato", 2);
        assertThat(throttle.lockedOut(address("192.0.2.1"))).isFalse();
        throttle.failed(address("192.0.2.1"), "ueda", "other");
        assertThat(throttle.lockedOut(address("192.0.2.1"))).isTrue();
        assertThat(throttle.lockedOut(address("192.0.2.2"))).isFalse();
        now = now.plus(Duration.ofMinutes(15));
        assertThat(throttle.lockedOut(address("192.0.2.1"))).isFalse();
    }

    @Test
    void locksNobodyOutForLongerWhereTheClockGoesBack() throws UnknownHostException {
        fail("192.0.2.1", "sato", 3);
        assertThat(throttle.lockedOut(address("192.0.2.1"))).isTrue();
        now = now.minus(Duration.ofDays(1));
        assertThat(throttle.lockedOut(address("192.0.2.1"))).isFalse();
    }

    @Test
    void takesAnIpv6NetworkForOneAddress() throws UnknownHostException {
        fail("2001:db8:0:1::1", "sato", 2);
        fail("2001:db8:0:1::2", "ueda", 1);
        assertThat(throttle.lockedOut(address("2001:db8:0:1:ffff::3"))).isTrue();
        assertThat(throttle.lockedOut(address("2001:db8:0:2::1"))).isFalse();
    }

    @Test
    void locksAnAccountOutButNotForAddressesThatItUsed() throws UnknownHostException {
        throttle.succeeded(address("198.51.100.7"), "sato");
        for (int i = 1; i <= 5; i++) {
            fail("192.0.2." + i, "sato", 1);
        }
        assertThat(throttle.lockedOut(address("203.0.113.1"), "sato")).isTrue();
        assertThat(throttle.lockedOut(address("198.51.100.7"), "sato")).isFalse();
        assertThat(throttle.lockedOut(address("203.0.113.1"), "ueda")).isFalse();
    }

    @Test
    void countsTheSameWrongPasswordOnce() throws UnknownHostException {
        for (int i = 0; i < 50; i++) {
            throttle.failed(address("192.0.2.1"), "sato", "the old password");
        }
        assertThat(throttle.lockedOut(address("192.0.2.1"))).isFalse();
    }

    @Test
    void answersLaterTheMoreFailuresThereWereAndForgetsThemWithTime() throws UnknownHostException {
        InetAddress guesser = address("192.0.2.1");
        assertThat(throttle.pause(guesser)).isEqualTo(Duration.ofSeconds(1));
        fail("192.0.2.1", "sato", 2);
        assertThat(throttle.pause(guesser)).isEqualTo(Duration.ofSeconds(2));
        now = now.plus(Duration.ofMinutes(15));
        assertThat(throttle.pause(guesser)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void neverLocksATrustedAddressOut() throws UnknownHostException {
        fail("127.0.0.1", "sato", 100);
        assertThat(throttle.lockedOut(address("127.0.0.1"), "sato")).isFalse();
        assertThat(throttle.lockedOut(address("203.0.113.1"), "sato")).isFalse();
    }
}
