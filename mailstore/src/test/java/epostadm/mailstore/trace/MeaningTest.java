package epostadm.mailstore.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeaningTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    550 5.1.1 <a@b.example> ... User unknown.                        | UNKNOWN_USER
                    550 User Unknown                                                 | UNKNOWN_USER
                    450 4.2.2 Sorry. e-mail address box is full.                     | MAILBOX_FULL
                    552 5.3.4 Message too big                                        | TOO_LARGE
                    552 5.3.4 メールのサイズが大きすぎます                            | TOO_LARGE
                    550 5.7.1 Sorry [192.0.2.1] , I don't allow unauthorized relaying . | NO_RELAY
                    554 5.7.1 Service unavailable; client blocked using dnsbl.example | BLOCKED
                    554 5.7.1 denied                                                 | REFUSED_BY_POLICY
                    535 5.7.0 Authentication failed.                                 | LOGIN_FAILED
                    450 4.7.1 <a@b.example>: Greylisted                              | GREYLISTED
                    550 5.7.26 unauthenticated                                       | SENDER_POLICY
                    421 4.3.2 closing                                                | SERVER_BUSY
                    421 too many connections                                         | TOO_MANY
                    452 4.3.1 Insufficient system storage                            | DISK_FULL
                    451 Requested action aborted                                     | LOCAL_ERROR
                    451 Requested action aborted (code=S)                            | BROKE_SENDING
                    451 4.3.0 aborted (code=R)                                       | BROKE_RECEIVING
                    550 no                                                           | REFUSED_FOR_GOOD
                    530 5.7.0 Must issue a STARTTLS command first                    | TLS_NEEDED
                    530 5.7.0 Authentication required                                | LOGIN_NEEDED
                    connect error 53                                                 | CONNECTION_ABORTED
                    socket error 54                                                  | CONNECTION_RESET
                    socket error 60                                                  | CONNECTION_TIMED_OUT
                    connect() failed: 61                                             | CONNECTION_REFUSED
                    WSAError 10053                                                   | CONNECTION_ABORTED
                    error=10054                                                      | CONNECTION_RESET
                    connect error 10060                                              | CONNECTION_TIMED_OUT
                    Winsock error 10061                                              | CONNECTION_REFUSED
                    error 11001                                                      | HOST_NOT_FOUND
                    451 4.4.1 no answer from a.example (socket error 60)             | NO_ANSWER_CODE CONNECTION_TIMED_OUT
                    250 2.1.5 Ok: quota fine                                         | ''
                    EHLO mail.example.jp                                             | ''
                    error 99                                                         | ''
                    """)
    void saysWhatAnAnswerMeans(String text, String expected) {
        List<String> meanings = Meaning.of(text).stream().map(Meaning::name).toList();
        assertThat(meanings).isEqualTo(expected.isEmpty() ? List.of() : Arrays.asList(expected.split(" ")));
    }

    @Test
    void readsTheClockThatBeginsIn1601() {
        Instant now = Instant.parse("2026-04-20T00:00:00Z");
        assertThat(LogClock.in("Last-tried: 535968492", now)).contains(Instant.parse("2026-04-17T03:33:00Z"));
        assertThat(LogClock.in("GetTryServer mx.example 535968492", now))
                .contains(Instant.parse("2026-04-17T03:33:00Z"));
        assertThat(LogClock.in("GetTryServer 9999999999", now)).isEmpty();
        assertThat(LogClock.in("535968492", now)).isEmpty();
    }
}
