package epostadm.mailstore.trace;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.mailstore.mail.ArrivalId;
import epostadm.mailstore.mail.Uid;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceQueryTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "B0000319576",
                "b0000319576",
                "B0000319576-T",
                "B0000319576-001-E",
                "B0000319576.MSG",
                "<B0000319576@mail.example.jp>",
                "B0000319576-T@mail.example.jp"
            })
    void anIdIsReadWithAllThatStandsRoundIt(String typed) {
        assertThat(TraceQuery.parse(typed)).contains(new TraceQuery.Id(new ArrivalId("B0000319576")));
    }

    @Test
    void otherQueriesAreToldApart() {
        assertThat(TraceQuery.parse("<a.b@c.example>")).contains(new TraceQuery.MessageId("<a.b@c.example>"));
        assertThat(TraceQuery.parse("a@c.example")).contains(new TraceQuery.Address("a@c.example"));
        assertThat(TraceQuery.parse("@c.example")).contains(new TraceQuery.Address("@c.example"));
        assertThat(TraceQuery.parse("a")).isEmpty();
        assertThat(TraceQuery.parse("a b@c")).isEmpty();
        assertThat(TraceQuery.parse("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    UID FETCH 97316:4294967295 (FLAGS) | 13         | OPEN_RANGE
                    uid fetch 13:* (FLAGS)             | 13         | OPEN_RANGE
                    a7 UID FETCH 1,5:* (FLAGS)         | 13         | OPEN_RANGE
                    UID FETCH * (FLAGS)                | 13         | LAST_ONE
                    UID FETCH 4294967295 (FLAGS)       | 13         | LAST_ONE
                    UID FETCH 12 (FLAGS)               | 13         | KNOWN
                    UID STORE 1:12 +FLAGS (\\Seen)     | 13         | KNOWN
                    UID FETCH 13 (FLAGS)               | 13         | BEYOND
                    UID FETCH 97316:97400 (FLAGS)      | 13         | BEYOND
                    UID FETCH 1:* (FLAGS)              | 4294967291 | NEAR_LIMIT
                    """)
    void requestsAreJudgedByTheFolder(String command, long uidNext, UidRequest.Sense sense) {
        assertThat(UidRequest.parse(command).orElseThrow().sense(uidNext, 0.9)).isEqualTo(sense);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"FETCH 1:2", "UID SEARCH ALL", "UID FETCH 99999999999 (FLAGS)", "UID FETCH 1:*: x", "UID FETCH"})
    void whatIsNoRequestByUidIsNone(String command) {
        assertThat(UidRequest.parse(command).filter(one -> one.first() > one.highest()))
                .isEmpty();
    }

    @Test
    void aSetNamesItsUids() {
        UidRequest request = UidRequest.parse("UID FETCH 3,7:5,20:* (FLAGS)").orElseThrow();
        assertThat(request.names(new Uid(6))).isTrue();
        assertThat(request.names(new Uid(4))).isFalse();
        assertThat(request.names(new Uid(21))).isTrue();
    }

    @Test
    void findersFindAtEveryPlaceAndNothingElse() {
        byte[] text = "xB0000000012 sATo.k@a.example B0000000013".getBytes(StandardCharsets.UTF_8);
        assertThat(Finder.text("sato.K@A.example").find(text, 0, text.length)).isEqualTo(13);
        assertThat(Finder.text("sato.kk").find(text, 0, text.length)).isEqualTo(-1);
        assertThat(Finder.text("x").find(text, 0, text.length)).isZero();
        Finder ids = Finder.ids(Set.of(12L, 13L));
        assertThat(ids.find(text, 0, text.length)).isEqualTo(1);
        assertThat(ids.find(text, 2, text.length)).isEqualTo(30);
        assertThat(ids.find(text, 31, text.length)).isEqualTo(-1);
        assertThat(Finder.ids(Set.of(14L)).find(text, 0, text.length)).isEqualTo(-1);
    }
}
